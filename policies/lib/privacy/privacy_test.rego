package policies.lib.privacy_test

import data.policies.lib.privacy
import data.policies.lib.sample_test as sample

test_demanded if {
	privacy.demanded(sample.partial("project", {"private_endpoints": {"required": true}}))
	privacy.demanded(sample.partial("project", {"private_endpoints": {"public_access": "disabled"}}))
	not privacy.demanded(sample.partial("project", {"private_endpoints": {"required": false}}))
	not privacy.demanded(sample.partial("project", {}))
}

test_perhaps if {
	hidden := sample.hidden(sample.partial("project", {}), ["/private_endpoints"])
	privacy.perhaps(hidden)
	not privacy.demanded(hidden)
	not privacy.perhaps(sample.partial("project", {"private_endpoints": {"required": true}}))
	not privacy.perhaps(sample.partial("project", {}))
}
