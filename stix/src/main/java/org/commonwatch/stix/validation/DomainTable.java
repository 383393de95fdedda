package org.commonwatch.stix.validation;

/** What domain objects (STIX 2.1 §4) and relationship objects (§5) may contain. */
final class DomainTable {
    /** In the language of {@link TableReader}. */
    static final String SDO =
            """
            attack-pattern 4.1.1 core
              name!                        string
              description                  string
              aliases                      string[]
              kill_chain_phases            kill-chain-phase[]

            campaign 4.2.1 core
              name!                        string
              description                  string
              aliases                      string[]
              first_seen                   timestamp
              last_seen                    timestamp
              objective                    string
              * first_seen <= last_seen                             S106

            course-of-action 4.3.1 core
              name!                        string
              description                  string

            grouping 4.4.1 core
              name                         string
              description                  string
              context!                     grouping-context-ov      S109
              object_refs!                 ref(any)[]

            identity 4.5.1 core
              name!                        string
              description                  string
              roles                        string[]
              identity_class               identity-class-ov        S112
              sectors                      industry-sector-ov[]     S113
              contact_information          string

            incident 4.6.1 core
              name!                        string
              description                  string

            indicator 4.7.1 core
              name                         string
              description                  string
              indicator_types              indicator-type-ov[]      S119
              pattern!                     string
              pattern_type!                pattern-type-ov          S120
              pattern_version              string
              valid_from!                  timestamp
              valid_until                  timestamp
              kill_chain_phases            kill-chain-phase[]
              * valid_from < valid_until                            S122
              * also pattern
              * also indicator-properties

            infrastructure 4.8.1 core
              name!                        string
              description                  string
              infrastructure_types         infrastructure-type-ov[] S124
              aliases                      string[]
              kill_chain_phases            kill-chain-phase[]
              first_seen                   timestamp
              last_seen                    timestamp
              * first_seen <= last_seen                             S125

            intrusion-set 4.9.1 core
              name!                        string
              description                  string
              aliases                      string[]
              first_seen                   timestamp
              last_seen                    timestamp
              goals                        string[]
              resource_level               attack-resource-level-ov S128
              primary_motivation           attack-motivation-ov     S129
              secondary_motivations        attack-motivation-ov[]   S130
              * first_seen <= last_seen                             S127

            location 4.10.1 core
              name                         string
              description                  string
              latitude                     float(-90..90)           S136
              longitude                    float(-180..180)         S137
              precision                    float
              region                       region-ov                S139
              country                      country                  S140
              administrative_area          subdivision              S141
              city                         string
              street_address               string
              postal_code                  string
              * one of region country latitude                      S132
              * longitude needs latitude                            S136
              * latitude needs longitude                            S137
              * precision needs latitude                            S138

            malware 4.11.1 core
              name                         string
              description                  string
              malware_types                malware-type-ov[]        S145
              is_family!                   boolean
              aliases                      string[]
              kill_chain_phases            kill-chain-phase[]
              first_seen                   timestamp
              last_seen                    timestamp
              operating_system_refs        ref(software)[]          S147
              architecture_execution_envs  processor-architecture-ov[]   S148
              implementation_languages     implementation-language-ov[]  S149
              capabilities                 malware-capabilities-ov[]     S150
              sample_refs                  ref(artifact,file)[]     S151
              * first_seen <= last_seen                             S146
              * also family-name

            malware-analysis 4.12.1 core
              product!                     product                  S155
              version                      string
              host_vm_ref                  ref(software)            S156
              operating_system_ref         ref(software)            S157
              installed_software_refs      ref(software)[]          S158
              configuration_version        string
              modules                      string[]
              analysis_engine_version      string
              analysis_definition_version  string
              submitted                    timestamp
              analysis_started             timestamp
              analysis_ended               timestamp
              result_name                  string
              result                       malware-result-ov        S159
              analysis_sco_refs            ref(sco)[]
              sample_ref                   ref(artifact,file,network-traffic)
              * one of result analysis_sco_refs                     S153

            note 4.13.1 core
              abstract                     string
              content!                     string
              authors                      string[]
              object_refs!                 ref(any)[]

            observed-data 4.14.1 core
              first_observed!              timestamp
              last_observed!               timestamp
              number_observed!             integer(1..999999999)    S165
              objects                      observables
              object_refs                  ref(sco,sro)[]           S168
              * first_observed <= last_observed                     S164
              * one of objects object_refs                          S162
              * objects excludes object_refs                        S162
              * also observed-observable

            opinion 4.15.1 core
              explanation                  string
              authors                      string[]
              opinion!                     opinion-enum             S170
              object_refs!                 ref(any)[]

            report 4.16.1 core
              name!                        string
              description                  string
              report_types                 report-type-ov[]         S172
              published!                   timestamp
              object_refs!                 ref(any)[]

            threat-actor 4.17.1 core
              name!                        string
              description                  string
              threat_actor_types           threat-actor-type-ov[]   S174
              aliases                      string[]
              first_seen                   timestamp
              last_seen                    timestamp
              roles                        threat-actor-role-ov[]   S176
              goals                        string[]
              sophistication               threat-actor-sophistication-ov  S177
              resource_level               attack-resource-level-ov S178
              primary_motivation           attack-motivation-ov     S179
              secondary_motivations        attack-motivation-ov[]   S180
              personal_motivations         attack-motivation-ov[]   S181
              * first_seen <= last_seen                             S175

            tool 4.18.1 core
              name!                        string
              description                  string
              tool_types                   tool-type-ov[]           S185
              aliases                      string[]
              kill_chain_phases            kill-chain-phase[]
              tool_version                 string

            vulnerability 4.19.1 core
              name!                        string
              description                  string
            """;

    static final String SRO =
            """
            relationship 5.1.2 core
              relationship_type!           relationship-type        S192
              description                  string
              source_ref!                  ref(sdo,sco)             S193
              target_ref!                  ref(sdo,sco)             S194
              start_time                   timestamp
              stop_time                    timestamp
              * start_time < stop_time                              S195
              * also relationship-types

            sighting 5.2.1 core
              description                  string
              first_seen                   timestamp
              last_seen                    timestamp
              count                        integer(0..999999999)    S198
              sighting_of_ref!             ref(sdo)                 S199
              observed_data_refs           ref(observed-data)[]     S200
              where_sighted_refs           ref(identity,location)[] S201
              summary                      boolean
              * first_seen <= last_seen                             S197
            """;

    /** Source, type and targets of the relationships that the standard names (§4.*.2, §6). */
    static final String RELATIONSHIPS =
            """
            attack-pattern delivers malware
            attack-pattern targets identity location vulnerability
            attack-pattern uses malware tool
            campaign attributed-to intrusion-set threat-actor
            campaign compromises infrastructure
            campaign originates-from location
            campaign targets identity location vulnerability
            campaign uses attack-pattern infrastructure malware tool
            course-of-action investigates indicator
            course-of-action mitigates attack-pattern indicator malware tool vulnerability
            course-of-action remediates malware vulnerability
            identity located-at location
            indicator based-on observed-data
            indicator indicates attack-pattern campaign infrastructure intrusion-set malware
            indicator indicates threat-actor tool
            infrastructure communicates-with infrastructure ipv4-addr ipv6-addr domain-name url
            infrastructure consists-of infrastructure observed-data artifact autonomous-system
            infrastructure consists-of directory domain-name email-addr email-message file
            infrastructure consists-of ipv4-addr ipv6-addr mac-addr mutex network-traffic process
            infrastructure consists-of software url user-account windows-registry-key
            infrastructure consists-of x509-certificate
            infrastructure controls infrastructure malware
            infrastructure delivers malware
            infrastructure has vulnerability
            infrastructure hosts tool malware
            infrastructure located-at location
            infrastructure uses infrastructure
            intrusion-set attributed-to threat-actor
            intrusion-set compromises infrastructure
            intrusion-set hosts infrastructure
            intrusion-set owns infrastructure
            intrusion-set originates-from location
            intrusion-set targets identity location vulnerability
            intrusion-set uses attack-pattern infrastructure malware tool
            malware authored-by threat-actor intrusion-set
            malware beacons-to infrastructure
            malware exfiltrates-to infrastructure
            malware communicates-with ipv4-addr ipv6-addr domain-name url
            malware controls malware
            malware downloads malware tool file
            malware drops malware tool file
            malware exploits vulnerability
            malware originates-from location
            malware targets identity infrastructure location vulnerability
            malware uses attack-pattern infrastructure malware tool
            malware variant-of malware
            malware-analysis characterizes malware
            malware-analysis analysis-of malware
            malware-analysis av-analysis-of malware
            malware-analysis dynamic-analysis-of malware
            malware-analysis static-analysis-of malware
            threat-actor attributed-to identity
            threat-actor compromises infrastructure
            threat-actor hosts infrastructure
            threat-actor owns infrastructure
            threat-actor impersonates identity
            threat-actor located-at location
            threat-actor targets identity location vulnerability
            threat-actor uses attack-pattern infrastructure malware tool
            tool delivers malware
            tool drops malware
            tool has vulnerability
            tool targets identity infrastructure location vulnerability
            tool uses infrastructure
            domain-name resolves-to domain-name ipv4-addr ipv6-addr
            ipv4-addr belongs-to autonomous-system
            ipv4-addr resolves-to mac-addr
            ipv6-addr belongs-to autonomous-system
            ipv6-addr resolves-to mac-addr
            """;

    private DomainTable() {}
}
