package policies.lib.apikey_test

import data.policies.lib.apikey
import data.policies.lib.sample_test as sample

test_roles if {
	apikey.roles(sample.whole("key", {"roles": ["DataPlaneViewer"]})) == ["DataPlaneViewer"]
	apikey.roles(sample.whole("key", {})) == ["ProjectEditor"]
	not apikey.roles(sample.partial("key", {}))
}

test_writing if {
	apikey.writing(sample.whole("key", {"roles": ["ControlPlaneEditor", "DataPlaneViewer"]})) == {"ControlPlaneEditor"}
	apikey.writing(sample.whole("key", {})) == {"ProjectEditor"}
	apikey.writing(sample.whole("key", {"roles": ["ProjectViewer", null, "New"]})) == set()
}

test_manages_only if {
	apikey.manages_only(sample.whole("key", {"roles": ["ControlPlaneEditor", "ControlPlaneViewer"]}))
	not apikey.manages_only(sample.whole("key", {"roles": ["ControlPlaneEditor", "DataPlaneViewer"]}))
	not apikey.manages_only(sample.whole("key", {"roles": ["ControlPlaneEditor", null]}))
	not apikey.manages_only(sample.whole("key", {}))
}

test_unclear if {
	apikey.unclear(sample.partial("key", {}))
	apikey.unclear(sample.whole("key", {"roles": ["New"]}))
	apikey.unclear(sample.whole("key", {"roles": [null]}))
	not apikey.unclear(sample.whole("key", {}))
	not apikey.unclear(sample.whole("key", {"roles": ["ProjectViewer"]}))
}
