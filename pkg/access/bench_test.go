package access_test

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/access"
)

const trustText = `{"Version": "2012-10-17", "Statement": [{
	"Sid": "Vendor", "Effect": "Allow",
	"Principal": {"AWS": ["arn:aws:iam::999988887777:role/reader_us-east-1", "arn:aws:iam::999988887777:role/reader_us-west-2"]},
	"Action": "sts:AssumeRole",
	"Condition": {"StringEquals": {"sts:ExternalId": "6f9f1c1e-5a0b-4d0e-9a3c-0d5a2f1b7c11"}}
}]}`

func trustRequest() access.Request {
	return access.Request{
		Principal: "arn:aws:iam::999988887777:role/reader_us-west-2", Action: "sts:AssumeRole",
		Resource: "arn:aws:iam::111122223333:role/pinecone",
		Context:  map[string][]string{"sts:ExternalId": {"6f9f1c1e-5a0b-4d0e-9a3c-0d5a2f1b7c11"}},
	}
}

func BenchmarkDecide(b *testing.B) {
	policies := access.Policies{Resource: parseText(b, trustText), AssumeCallerAllowed: true}
	request := trustRequest()
	b.ReportAllocs()
	for b.Loop() {
		if access.Decide(request, policies).Effect != access.Allowed {
			b.Fatal("not allowed")
		}
	}
}

func BenchmarkParseJSON(b *testing.B) {
	data := []byte(trustText)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := access.ParseJSON("trust", data); err != nil {
			b.Fatal(err)
		}
	}
}
