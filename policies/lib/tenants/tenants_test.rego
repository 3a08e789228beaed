package policies.lib.tenants_test

import data.policies.lib.tenants

test_patterns if {
	every name, want in {
		"docs-acme": {"*-acme", "docs-*"},
		"prod-docs-acme": {"prod-*-acme", "prod-docs-*"},
		"docs-v2": {"*-v2"},
		"docs-2024": {"*-2024"},
		"tenant-17": {"*-17", "tenant-*"},
		"docs": set(),
		"": set(),
	} {
		tenants.patterns(name) == want
	}
}
