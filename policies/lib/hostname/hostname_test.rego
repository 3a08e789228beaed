package policies.lib.hostname_test

import data.policies.lib.hostname
import data.policies.lib.sample_test as sample

test_private if {
	records := [
		sample.whole("wildcard", {"name": "*.private.aped-4627-b74a.pinecone.io."}),
		sample.whole("azure", {"name": "private.eastus2-5e25.prod-azure.pinecone.io"}),
		sample.whole("of no region", {"name": "*.svc.private.pinecone.io"}),
		sample.whole("public", {"name": "api.pinecone.io"}),
		sample.whole("other", {"name": "private.example.com"}),
		sample.whole("unnamed", {}),
	]
	named := hostname.private with input as {"resources": {"aws_route53_record": records}}
	{[record.id, name] | some [record, name] in named} == {
		["wildcard", "*.private.aped-4627-b74a.pinecone.io"],
		["azure", "private.eastus2-5e25.prod-azure.pinecone.io"],
		["of no region", "*.svc.private.pinecone.io"],
	}
}

test_full_adds_the_zone_once if {
	zone := "private.aped-4627-b74a.pinecone.io"
	linked := {"zone": sample.whole("zone", {"name": $"{zone}."})}
	every name, full in {"*": $"*.{zone}", zone: zone, $"*.{zone}": $"*.{zone}"} {
		record := sample.linked(sample.whole("record", {"name": name}), {"zone": ["zone"]})
		hostname.full(record) == full with input as {"resources": {}, "linked": linked}
	}
}

test_targets if {
	values := {"records": ["a.example.com", null], "alias": [{"name": "b.example.com"}]}
	hostname.targets(sample.whole("record", values)) == {"/records/0": "a.example.com", "/alias/0/name": "b.example.com"}
	hostname.targets(sample.whole("record", {})) == {}
}
