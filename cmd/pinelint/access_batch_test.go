package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// batchLines are requests of as many roles as told, each with its own trust policy.
func batchLines(count, roles int) []byte {
	var out bytes.Buffer
	for i := range count {
		role := i % roles
		fmt.Fprintf(&out, `{"id":"%d","principal":"arn:aws:iam::999988887777:role/reader_us-west-%d","action":"sts:AssumeRole",`+
			`"resource":"arn:aws:iam::%012d:role/pinecone","context":{"sts:ExternalId":"6f9f1c1e-%06d"},`+
			`"resourcePolicy":{"Version":"2012-10-17","Statement":[{"Sid":"Vendor","Effect":"Allow",`+
			`"Principal":{"AWS":["arn:aws:iam::999988887777:role/reader_us-east-1","arn:aws:iam::999988887777:role/reader_us-west-2"]},`+
			`"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"6f9f1c1e-%06d"}}}]},`+
			`"identityPolicies":[{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}]}`+"\n",
			i, 1+i%3, role, role, role)
	}
	return out.Bytes()
}

// BenchmarkBatch reports what one line costs, JSON included, where many lines share a
// policy, and where none do.
func BenchmarkBatch(b *testing.B) {
	for _, roles := range []int{200, 1 << 20} {
		b.Run(fmt.Sprintf("roles=%d", roles), func(b *testing.B) {
			const lines = 10_000
			data := batchLines(lines, roles)
			b.ReportAllocs()
			for b.Loop() {
				if broken, err := batch(b.Context(), bytes.NewReader(data), io.Discard, 1); err != nil || broken > 0 {
					b.Fatal(broken, err)
				}
			}
			b.ReportMetric(float64(b.N)*lines/b.Elapsed().Seconds(), "requests/s")
		})
	}
}

var _ = strings.NewReader
