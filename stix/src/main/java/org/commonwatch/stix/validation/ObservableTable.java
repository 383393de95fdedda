package org.commonwatch.stix.validation;

/** What observables (STIX 2.1 §6) may contain. */
final class ObservableTable {
    /** In the language of {@link TableReader}. */
    static final String SCO =
            """
            artifact 6.1.1 observable
              mime_type                    mime-type                S205
              payload_bin                  binary
              url                          url                      S207
              hashes                       hashes                   S208
              encryption_algorithm         encryption-algorithm-enum  S209
              decryption_key               string
              * one of payload_bin url                              S202
              * payload_bin excludes url                            S206
              * url needs hashes                                    S208
              * decryption_key needs encryption_algorithm           S210

            autonomous-system 6.2.1 observable
              number!                      integer
              name                         string
              rir                          string

            directory 6.3.1 observable
              path!                        string
              path_enc                     charset                  S214
              ctime                        timestamp
              mtime                        timestamp
              atime                        timestamp
              contains_refs                ref(file,directory)[]    S216

            domain-name 6.4.1 observable
              value!                       domain                   S218
              resolves_to_refs             ref(ipv4-addr,ipv6-addr,domain-name)[] S219

            email-addr 6.5.1 observable
              value!                       email                    S221
              display_name                 string
              belongs_to_ref               ref(user-account)        S222

            email-message 6.6.1 observable
              is_multipart!                boolean
              date                         timestamp
              content_type                 string
              from_ref                     ref(email-addr)          S227
              sender_ref                   ref(email-addr)          S228
              to_refs                      ref(email-addr)[]        S229
              cc_refs                      ref(email-addr)[]        S230
              bcc_refs                     ref(email-addr)[]        S231
              message_id                   string
              subject                      string
              received_lines               string[]
              additional_header_fields     {string[]}               S234
              body                         string
              body_multipart               mime-part[]
              raw_email_ref                ref(artifact)            S237
              * also multipart

            file 6.7.1 observable
              hashes                       hashes                   S249
              size                         integer(0..)             S250
              name                         string
              name_enc                     charset                  S251
              magic_number_hex             hex
              mime_type                    mime-type                S253
              ctime                        timestamp
              mtime                        timestamp
              atime                        timestamp
              parent_directory_ref         ref(directory)           S254
              contains_refs                ref(sco)[]
              content_ref                  ref(artifact)            S255
              * one of hashes name                                  S245
              * name_enc needs name                                 S059

            ipv4-addr 6.8.1 observable
              value!                       ipv4
              resolves_to_refs             ref(mac-addr)[]          S291
              belongs_to_refs              ref(autonomous-system)[] S292

            ipv6-addr 6.9.1 observable
              value!                       ipv6
              resolves_to_refs             ref(mac-addr)[]          S294
              belongs_to_refs              ref(autonomous-system)[] S295

            mac-addr 6.10.1 observable
              value!                       mac                      S297

            mutex 6.11.1 observable
              name!                        string

            network-traffic 6.12.1 observable
              start                        timestamp
              end                          timestamp
              is_active                    boolean
              src_ref                      ref(ipv4-addr,ipv6-addr,mac-addr,domain-name) S304
              dst_ref                      ref(ipv4-addr,ipv6-addr,mac-addr,domain-name) S305
              src_port                     integer(0..65535)        S306
              dst_port                     integer(0..65535)        S307
              protocols!                   string[]
              src_byte_count               integer(0..)
              dst_byte_count               integer(0..)
              src_packets                  integer(0..)
              dst_packets                  integer(0..)
              ipfix                        {string|integer}         S312
              src_payload_ref              ref(artifact)            S313
              dst_payload_ref              ref(artifact)            S314
              encapsulates_refs            ref(network-traffic)[]   S315
              encapsulated_by_ref          ref(network-traffic)     S316
              * one of src_ref dst_ref                              S299
              * start <= end                                        S302
              * also active-end
              * also ports

            process 6.13.1 observable
              extensions                   extensions
              is_hidden                    boolean
              pid                          integer
              created_time                 timestamp
              cwd                          string
              command_line                 string
              environment_variables        {string}                 S335
              opened_connection_refs       ref(network-traffic)[]   S336
              creator_user_ref             ref(user-account)        S337
              image_ref                    ref(file)                S338
              parent_ref                   ref(process)             S339
              child_refs                   ref(process)[]           S340
              * some                                                S332

            software 6.14.1 observable
              name!                        string
              cpe                          cpe                      S353
              swid                         string
              languages                    language[]               S355
              vendor                       string
              version                      string

            url 6.15.1 observable
              value!                       url                      S357

            user-account 6.16.1 observable
              extensions                   extensions
              user_id                      string
              credential                   string
              account_login                string
              account_type                 account-type-ov          S362
              display_name                 string
              is_service_account           boolean
              is_privileged                boolean
              can_escalate_privs           boolean
              is_disabled                  boolean
              account_created              timestamp
              account_expires              timestamp
              credential_last_changed      timestamp
              account_first_login          timestamp
              account_last_login           timestamp
              * some                                                S358

            windows-registry-key 6.17.1 observable
              key                          registry-key             S369
              values                       registry-value[]
              modified_time                timestamp
              creator_user_ref             ref(user-account)        S370
              number_of_subkeys            integer(0..)
              * some                                                S365

            x509-certificate 6.18.1 observable
              is_self_signed               boolean
              hashes                       hashes                   S377
              version                      string
              serial_number                string
              signature_algorithm          string
              issuer                       string
              validity_not_before          timestamp
              validity_not_after           timestamp
              subject                      string
              subject_public_key_algorithm string
              subject_public_key_modulus   string
              subject_public_key_exponent  integer
              x509_v3_extensions           x509-v3-extensions
              * some                                                S374
            """;

    /** The extensions that the standard itself defines. */
    static final String EXTENSIONS =
            """
            archive-ext 6.7.2
              contains_refs!               ref(file,directory)[]    S257
              comment                      string

            ntfs-ext 6.7.3
              sid                          string
              alternate_data_streams       alternate-data-stream[]
              * some                                                S259

            pdf-ext 6.7.4
              version                      string
              is_optimized                 boolean
              document_info_dict           document-info            S265
              pdfid0                       string
              pdfid1                       string
              * some                                                S263

            raster-image-ext 6.7.5
              image_height                 integer
              image_width                  integer
              bits_per_pixel               integer
              exif_tags                    {string|integer}         S269
              * some                                                S267

            windows-pebinary-ext 6.7.6
              pe_type!                     windows-pebinary-type-ov S272
              imphash                      string
              machine_hex                  hex
              number_of_sections           integer(0..)             S274
              time_date_stamp              seconds                  S273
              pointer_to_symbol_table_hex  hex
              number_of_symbols            integer(0..)             S274
              size_of_optional_header      integer(0..)             S274
              characteristics_hex          hex
              file_header_hashes           hashes                   S275
              optional_header              pe-optional-header
              sections                     pe-section[]
              * some                                                S271

            http-request-ext 6.12.2
              request_method!              string
              request_value!               string
              request_version              string
              request_header               {string[]}               S319
              message_body_length          integer
              message_body_data_ref        ref(artifact)            S320

            icmp-ext 6.12.3
              icmp_type_hex!               hex
              icmp_code_hex!               hex

            socket-ext 6.12.4
              address_family!              network-socket-address-family-enum  S323
              is_blocking                  boolean
              is_listening                 boolean
              options                      socket-options           S326
              socket_type                  network-socket-type-enum S327
              socket_descriptor            integer(0..)
              socket_handle                integer

            tcp-ext 6.12.5
              src_flags_hex                hex
              dst_flags_hex                hex
              * some                                                S329

            windows-process-ext 6.13.2
              aslr_enabled                 boolean
              dep_enabled                  boolean
              priority                     priority                 S343
              owner_sid                    string
              window_title                 string
              startup_info                 startup-info             S344
              integrity_level              windows-integrity-level-enum  S345
              * some                                                S342

            windows-service-ext 6.13.3
              service_name                 string
              descriptions                 string[]
              display_name                 string
              group_name                   string
              start_type                   windows-service-start-type-enum  S348
              service_dll_refs             ref(file)[]              S349
              service_type                 windows-service-type-enum    S350
              service_status               windows-service-status-enum  S351
              * some                                                S347

            unix-account-ext 6.16.2
              gid                          integer
              groups                       string[]
              home_dir                     string
              shell                        string
              * some                                                S364
            """;

    /** The objects within observables that have no name of their own among the objects. */
    static final String PARTS =
            """
            mime-part 6.6.2
              body                         string
              body_raw_ref                 ref(artifact,file)       S241
              content_type                 string
              content_disposition          string
              * one of body body_raw_ref                            S239
              * body excludes body_raw_ref                          S239

            registry-value 6.17.2
              name                         string
              data                         string
              data_type                    windows-registry-datatype-enum  S373
              * some                                                S371

            x509-v3-extensions 6.18.2
              basic_constraints            string
              name_constraints             string
              policy_constraints           string
              key_usage                    string
              extended_key_usage           string
              subject_key_identifier       string
              authority_key_identifier     string
              subject_alternative_name     string
              issuer_alternative_name      string
              subject_directory_attributes string
              crl_distribution_points      string
              inhibit_any_policy           string
              private_key_usage_period_not_before timestamp
              private_key_usage_period_not_after  timestamp
              certificate_policies         string
              policy_mappings              string
              * some                                                S378

            alternate-data-stream 6.7.3
              name!                        string
              hashes                       hashes                   S260
              size                         integer(0..)             S261

            pe-optional-header 6.7.6
              magic_hex                    hex
              major_linker_version         integer
              minor_linker_version         integer
              size_of_code                 integer(0..)             S278
              size_of_initialized_data     integer(0..)             S279
              size_of_uninitialized_data   integer(0..)             S280
              address_of_entry_point       integer
              base_of_code                 integer
              base_of_data                 integer
              image_base                   integer
              section_alignment            integer
              file_alignment               integer
              major_os_version             integer
              minor_os_version             integer
              major_image_version          integer
              minor_image_version          integer
              major_subsystem_version      integer
              minor_subsystem_version      integer
              win32_version_value_hex      hex
              size_of_image                integer(0..)             S281
              size_of_headers              integer(0..)             S282
              checksum_hex                 hex
              subsystem_hex                hex
              dll_characteristics_hex      hex
              size_of_stack_reserve        integer(0..)             S283
              size_of_stack_commit         integer(0..)             S284
              size_of_heap_reserve         integer(0..)             S285
              size_of_heap_commit          integer(0..)             S286
              loader_flags_hex             hex
              number_of_rva_and_sizes      integer
              hashes                       hashes                   S287
              * some                                                S277

            pe-section 6.7.6
              name!                        string
              size                         integer(0..)             S288
              entropy                      float
              hashes                       hashes                   S289
            """;

    private ObservableTable() {}
}
