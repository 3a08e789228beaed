# METADATA
# description: |
#   The team's thresholds, from the manifest's lint, and what counts where it has none: rules
#   run on any OPA, where nobody hands settings in.
package policies.lib.settings

# METADATA
# description: How many days old an API key may be.
# scope: document
default max_key_age_days := 90

max_key_age_days := data.settings.max_key_age_days

# METADATA
# description: How many owners the organization may have.
# scope: document
default max_org_owners := 5

max_org_owners := data.settings.max_org_owners

# METADATA
# description: How many days ago a backup may last have been restored.
# scope: document
default max_restore_age_days := 180

max_restore_age_days := data.settings.max_restore_age_days

# METADATA
# description: How many days ago the results of an index may last have been measured.
# scope: document
default max_evaluation_age_days := 180

max_evaluation_age_days := data.settings.max_evaluation_age_days

# METADATA
# description: How many days ahead the end of a waiver may lie.
# scope: document
default max_waiver_life_days := 180

max_waiver_life_days := data.settings.max_waiver_life_days
