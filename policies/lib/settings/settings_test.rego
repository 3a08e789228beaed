package policies.lib.settings_test

import data.policies.lib.settings

test_defaults if {
	settings.max_restore_age_days == 180
	settings.max_evaluation_age_days == 180
}

test_the_manifest_counts if {
	settings.max_restore_age_days == 30 with data.settings as {"max_restore_age_days": 30}
	settings.max_evaluation_age_days == 90 with data.settings as {"max_evaluation_age_days": 90}
}
