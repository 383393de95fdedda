package org.commonwatch.stix.validation;

/** What objects have in common (STIX 2.1 §2, §3.2), and the meta objects (§7). */
final class CommonTable {
    /** The common properties of observables, and of all others. */
    static final String BASES =
            """
            core 3.2
              type!                        string
              spec_version!                spec-version-enum        S063
              id!                          identifier
              created_by_ref               creator                  S084
              created!                     millis                   S064
              modified!                    millis                   S066
              revoked                      boolean
              labels                       string[]
              confidence                   integer(0..100)          S071
              lang                         language                 S073
              external_references          external-reference[]
              object_marking_refs          ref(marking-definition)[]
              granular_markings            granular-marking[]
              extensions                   extensions
              * created <= modified                                 S067
              * also id
              * also selectors

            observable 3.2
              type!                        string
              spec_version                 spec-version-enum        S063
              id!                          identifier
              object_marking_refs          ref(marking-definition)[]
              granular_markings            granular-marking[]
              defanged                     boolean
              extensions                   extensions
              * also id
              * also selectors
            """;

    /** Data types that are objects and that several types of objects use. */
    static final String PARTS =
            """
            kill-chain-phase 2.11
              kill_chain_name!             kill-chain-name          S034
              phase_name!                  kill-chain-name          S035

            external-reference 2.5.1
              source_name!                 string
              description                  string
              url                          url
              hashes                       hashes
              external_id                  string
              * one of description url external_id                  S012
              * also catalogue
              * also reference-hashes

            granular-marking 7.2.3.1
              lang                         language                 S399
              marking_ref                  ref(marking-definition)
              selectors!                   selector[]
              * one of lang marking_ref                             S398
              * lang excludes marking_ref                           S398
            """;

    static final String META =
            """
            language-content 7.1.1 core -lang
              object_ref!  ref(sdo,sco,sro,marking-definition,extension-definition) S381
              object_modified              timestamp
              contents!                    translations

            marking-definition 7.2.1 core -modified -revoked -labels -confidence -lang
              name                         string
              definition_type              string
              definition                   object
              * also marking

            extension-definition 7.3.1 core -confidence -lang -extensions
              created_by_ref!              creator                  S084
              name!                        string
              description                  string
              schema!                      string
              version!                     string
              extension_types!             extension-type-enum[]    S418
              extension_properties         property-name[]          S420
              * also extension-definition
            """;

    static final String BUNDLE =
            """
            bundle 8.1
              type!                        string
              id!                          identifier
              objects                      members
              * also id
            """;

    private CommonTable() {}
}
