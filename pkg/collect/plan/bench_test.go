package plan_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/collect/plan"
)

// generate writes a plan of n resources of ten types, seven of which a snapshot holds.
func generate(n int) []byte {
	var planned, changes, configuration bytes.Buffer
	for i := range n {
		kind, values, unknown, expressions := generated(i)
		address := fmt.Sprintf(`module.stack["s%d"].%s.r%d`, i%100, kind, i)
		comma := ","
		if i == 0 {
			comma = ""
		}
		fmt.Fprintf(&planned, `%s{"address":%q,"mode":"managed","type":%q,"name":"r%d","provider_name":"registry.terraform.io/hashicorp/aws",`+
			`"schema_version":0,"values":%s,"sensitive_values":{"tags":{},"tags_all":{}}}`, comma, address, kind, i, values)
		fmt.Fprintf(&changes, `%s{"address":%q,"module_address":"module.stack[\"s%d\"]","mode":"managed","type":%q,"name":"r%d",`+
			`"provider_name":"registry.terraform.io/hashicorp/aws","change":{"actions":["create"],"before":null,"after":%s,`+
			`"after_unknown":%s,"before_sensitive":false,"after_sensitive":{"tags":{},"tags_all":{}}}}`, comma, address, i%100, kind, i, values, unknown)
		fmt.Fprintf(&configuration, `%s{"address":"%s.r%d","mode":"managed","type":%q,"name":"r%d","provider_config_key":"aws",`+
			`"expressions":%s,"schema_version":0}`, comma, kind, i, kind, i, expressions)
	}
	return fmt.Appendf(nil, `{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{"child_modules":[{"resources":[%s]}]}},`+
		`"resource_changes":[%s],"configuration":{"root_module":{"module_calls":{"stack":{"expressions":{"key":{"references":["aws_kms_key.main.arn","aws_kms_key.main"]}},`+
		`"module":{"resources":[%s]}}}}},"timestamp":"2026-11-22T00:00:00Z","errored":false}`,
		planned.Bytes(), changes.Bytes(), configuration.Bytes())
}

func generated(i int) (kind, values, unknown, expressions string) {
	tags := fmt.Sprintf(`"tags":{"team":"search","stack":"s%d"},"tags_all":{"team":"search","stack":"s%d","managed":"terraform"}`, i%100, i%100)
	computed := `{"arn":true,"id":true,"tags":{},"tags_all":{}}`
	reference := `{"name":{"constant_value":"x"},"policy":{"references":["var.key"]},"tags":{"references":["var.tags"]}}`
	trust := fmt.Sprintf(`"{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"id-%d\"}},`+
		`\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::713131977538:root\"}}],\"Version\":\"2012-10-17\"}"`, i)
	switch i % 10 {
	case 0:
		return "aws_iam_role", fmt.Sprintf(`{"name":"role-%d","path":"/","assume_role_policy":%s,"description":null,"force_detach_policies":false,"max_session_duration":3600,%s}`, i, trust, tags), computed, reference
	case 1:
		return "aws_kms_key", fmt.Sprintf(`{"description":"key %d","deletion_window_in_days":30,"enable_key_rotation":true,"is_enabled":true,%s}`, i, tags), `{"arn":true,"id":true,"key_id":true,"policy":true,"tags":{}}`, reference
	case 2:
		return "aws_s3_bucket", fmt.Sprintf(`{"bucket":"bucket-%d","force_destroy":false,"timeouts":null,%s}`, i, tags), `{"acceleration_status":true,"acl":true,"arn":true,"id":true,"policy":true,"versioning":true}`, reference
	case 3:
		return "aws_vpc_endpoint", fmt.Sprintf(`{"service_name":"com.amazonaws.vpce.us-east-1.vpce-svc-%d","vpc_endpoint_type":"Interface","private_dns_enabled":true,%s}`, i, tags), `{"arn":true,"id":true,"dns_entry":true,"policy":true,"subnet_ids":true}`, reference
	case 4, 5:
		return "pinecone_index", fmt.Sprintf(`{"name":"index-%d","dimension":1536,"metric":"cosine","deletion_protection":"enabled","spec":{"pod":null,"serverless":{"cloud":"aws","region":"us-east-1","schema":null}},"tags":{"team":"search"},"timeouts":null}`, i), `{"host":true,"id":true,"status":true,"embed":true,"spec":{"serverless":{}}}`, reference
	case 6:
		return "pinecone_project", fmt.Sprintf(`{"name":"project-%d","force_encryption_with_cmek":true}`, i), `{"id":true,"organization_id":true,"max_pods":true}`, reference
	default:
		return fmt.Sprintf("aws_other_%d", i%10), fmt.Sprintf(`{"name":"x-%d","engine":"y","size":%d,"settings":[{"name":"a","value":"b"},{"name":"c","value":"d"}],%s}`, i, i, tags), computed, reference
	}
}

const benchmarked = 20_000

// BenchmarkCollect is to be compared with BenchmarkTokens, which does nothing but read.
func BenchmarkCollect(b *testing.B) {
	data, types := generate(benchmarked), readTypes(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	var before, after runtime.MemStats
	for b.Loop() {
		b.StopTimer()
		got := &sink{}
		runtime.GC()
		runtime.ReadMemStats(&before)
		b.StartTimer()
		if err := plan.Collect(context.Background(), "p", bytes.NewReader(data), plan.Options{Types: types}, got); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		runtime.GC()
		runtime.ReadMemStats(&after)
		if len(got.observations) != benchmarked*7/10 {
			b.Fatal(len(got.observations), got.source)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(benchmarked), "kept-B/resource")
}

func BenchmarkTokens(b *testing.B) {
	data := generate(benchmarked)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		decoder := jsontext.NewDecoder(bufio.NewReaderSize(bytes.NewReader(data), 64<<10), jsontext.AllowDuplicateNames(true))
		for {
			if _, err := decoder.ReadToken(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}
