package policies.lib.settings_test

import data.policies.lib.settings

test_defaults if {
	settings.max_key_age_days == 90 with data.settings as {}
	settings.max_org_owners == 5 with data.settings as {}
	settings.max_restore_age_days == 180 with data.settings as {}
	settings.max_evaluation_age_days == 180 with data.settings as {}
	settings.max_waiver_life_days == 180 with data.settings as {}
}

test_given if {
	settings.max_key_age_days == 14 with data.settings as {"max_key_age_days": 14}
	settings.max_org_owners == 3 with data.settings as {"max_org_owners": 3}
	settings.max_restore_age_days == 30 with data.settings as {"max_restore_age_days": 30}
	settings.max_evaluation_age_days == 90 with data.settings as {"max_evaluation_age_days": 90}
	settings.max_waiver_life_days == 30 with data.settings as {"max_waiver_life_days": 30}
}
