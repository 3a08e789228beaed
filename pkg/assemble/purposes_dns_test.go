package assemble_test

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestRecordThatPointsSomewhere leaves open whether an endpoint has a record where nobody knows
// what one with a name of Pinecone's points to.
func TestRecordThatPointsSomewhere(t *testing.T) {
	const service = "com.amazonaws.vpce.us-east-1.vpce-svc-0a"
	for name, want := range map[string]string{
		"*.private.aped-4627-b74a.pinecone.io": `what record "aws_route53_record.all" points to is not known`,
		"www.example.com":                      "",
	} {
		a := assemble.New(assemble.Options{Services: []string{service}})
		record := seen(".", "aws_route53_record", "aws_route53_record.all", 1, values{"name": name})
		record.Unknown = map[string]snapshot.Unknown{"/records": {Expression: "var.targets"}}
		a.Observe(unit(record, seen(".", "aws_vpc_endpoint", "aws_vpc_endpoint.e", 2, values{"service_name": service})))
		endpoints := a.Snapshot().Resources["aws_vpc_endpoint"]
		if len(endpoints) != 1 {
			t.Fatalf("%s: endpoints: %v", name, endpoints)
		}
		same(t, name, endpoints[0].Incomplete["records"], want)
	}
}

// TestRecordThatNamesAnEndpoint leaves open whether an endpoint whose names nobody knows yet has
// a record that points to a name of one.
func TestRecordThatNamesAnEndpoint(t *testing.T) {
	const service = "com.amazonaws.vpce.us-east-1.vpce-svc-0a"
	for name, want := range map[string]string{
		"vpce-0b-1c.vpce-svc-0a.us-east-1.vpce.amazonaws.com": `what record "aws_route53_record.all" points to is not known`,
		"proxy.example.com": "",
	} {
		a := assemble.New(assemble.Options{Services: []string{service}})
		endpoint := seen(".", "aws_vpc_endpoint", "aws_vpc_endpoint.e", 2, values{"service_name": service})
		endpoint.Unknown = map[string]snapshot.Unknown{"/dns_entry": {Reason: "known after apply"}}
		a.Observe(unit(endpoint, seen(".", "aws_route53_record", "aws_route53_record.all", 1, values{
			"name": "*.private.aped-4627-b74a.pinecone.io", "records": []any{name},
		})))
		same(t, name, a.Snapshot().Resources["aws_vpc_endpoint"][0].Incomplete["records"], want)
	}
}
