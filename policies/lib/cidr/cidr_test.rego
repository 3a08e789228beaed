package policies.lib.cidr_test

import data.policies.lib.cidr

test_internet if {
	every range in ["0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1", "2000::/3"] { cidr.internet(range) }
}

test_not_internet if {
	every range in ["10.0.0.0/8", "203.0.113.7/32", "fc00::/7", "2001:db8::/32", "anywhere", "", null] {
		not cidr.internet(range)
	}
}
