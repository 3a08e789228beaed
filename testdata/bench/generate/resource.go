package generate

import (
	"encoding/json"
	"fmt"
)

// kinds are the types of the resources of a plan, in turn. Three are Pinecone's, and one
// is of no interest to any rule.
func kinds() []string {
	return []string{
		"pinecone_index", "aws_iam_role", "aws_kms_key", "pinecone_api_key", "aws_vpc_endpoint",
		"aws_security_group", "pinecone_project", "aws_s3_bucket", "aws_route53_record", "aws_lambda_function",
	}
}

type resource struct {
	kind, name string
	values     map[string]any
	unknown    map[string]any
}

func (r resource) address() string { return r.kind + "." + r.name }

// newResource is one resource of a plan. Its values are as the provider has them: policies
// are strings of JSON, and what is computed is unknown.
func newResource(number int) resource {
	types := kinds()
	kind := types[number%len(types)]
	made := resource{
		kind: kind, name: fmt.Sprintf("r%d", number),
		unknown: map[string]any{"id": true, "arn": true},
	}
	random := source(number)
	name := fmt.Sprintf("team%d-%s", number, pick(random, "search", "support", "catalog", "chat"))
	region := pick(random, "us-east-1", "us-west-2", "eu-west-1")
	tags := map[string]any{
		"Name": name, "Environment": pick(random, "production", "staging", "development"),
		"ManagedBy": "terraform", "CostCenter": fmt.Sprint(random.IntN(10_000)),
	}
	account := fmt.Sprintf("%012d", random.Int64N(1_000_000_000_000))
	switch kind {
	case "pinecone_index":
		made.values = index(name, region, pick(random, 384, 768, 1536), faulty(random, "disabled", "enabled"))
		made.unknown = map[string]any{"id": true, "host": true, "status": true}
	case "pinecone_api_key":
		made.values = map[string]any{"name": name, "roles": []any{"DataPlaneEditor"}}
		made.unknown = map[string]any{"id": true, "key": true, "project_id": true}
	case "pinecone_project":
		made.values = map[string]any{"name": name, "force_encryption_with_cmek": faulty(random, false, true)}
		made.unknown = map[string]any{"id": true, "organization_id": true, "created_at": true}
	case "aws_iam_role":
		trusted := faulty(random, "*", "arn:aws:iam::"+account+":root")
		made.values = map[string]any{
			"name": name, "assume_role_policy": policy("sts:AssumeRole", map[string]any{"AWS": trusted}, nil),
			"description": "Assumed by Pinecone", "max_session_duration": 3600, "path": "/", "tags": tags,
			"permissions_boundary": nil, "force_detach_policies": false,
		}
	case "aws_kms_key":
		made.values = map[string]any{
			"description": "Encrypts the indexes of " + name, "enable_key_rotation": faulty(random, false, true),
			"deletion_window_in_days": faulty(random, 7, 30), "is_enabled": true, "multi_region": false,
			"key_usage": "ENCRYPT_DECRYPT", "customer_master_key_spec": "SYMMETRIC_DEFAULT", "tags": tags,
			"policy": policy("kms:*", map[string]any{"AWS": "arn:aws:iam::" + account + ":root"}, "*"),
		}
	default:
		made.values = network(kind, name, region, account, tags)
	}
	return made
}

func index(name, region string, dimension int, protection string) map[string]any {
	return map[string]any{
		"name": name, "dimension": dimension, "metric": "cosine", "deletion_protection": protection,
		"vector_type": "dense", "tags": map[string]any{"team": name}, "timeouts": nil, "embed": nil,
		"spec": map[string]any{
			"serverless": map[string]any{"cloud": "aws", "region": region, "read_capacity": nil, "schema": nil},
			"pod":        nil, "byoc": nil,
		},
	}
}

func network(kind, name, region, account string, tags map[string]any) map[string]any {
	switch kind {
	case "aws_vpc_endpoint":
		return map[string]any{
			"service_name":      "com.amazonaws.vpce." + region + ".vpce-svc-0a1b2c3d4e5f60718",
			"vpc_endpoint_type": "Interface", "private_dns_enabled": true, "vpc_id": "vpc-" + account,
			"subnet_ids": []any{"subnet-1" + account, "subnet-2" + account}, "auto_accept": nil, "tags": tags,
			"security_group_ids": []any{"sg-" + account},
		}
	case "aws_security_group":
		open := map[string]any{
			"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": []any{"10.0.0.0/16"},
			"description": "", "ipv6_cidr_blocks": []any{}, "prefix_list_ids": []any{},
			"security_groups": []any{}, "self": false,
		}
		return map[string]any{
			"name": name, "vpc_id": "vpc-" + account, "ingress": []any{open}, "egress": []any{open}, "tags": tags,
		}
	case "aws_s3_bucket":
		return map[string]any{"bucket": name + "-audit", "object_lock_enabled": true, "force_destroy": false, "tags": tags}
	case "aws_route53_record":
		return map[string]any{
			"zone_id": "Z" + account, "name": name + ".pinecone.io", "type": "CNAME", "ttl": 300,
			"records": []any{"vpce-" + account + "." + region + ".vpce.amazonaws.com"},
		}
	}
	return map[string]any{
		"function_name": name, "runtime": "python3.13", "handler": "main.handler", "memory_size": 512,
		"environment": []any{map[string]any{"variables": map[string]any{"INDEX": name, "REGION": region}}}, "tags": tags,
	}
}

func policy(action string, principal, target any) string {
	statement := map[string]any{"Sid": "Main", "Effect": "Allow", "Action": action, "Principal": principal}
	if target != nil {
		statement["Resource"] = target
	}
	text, err := json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": []any{statement}})
	if err != nil {
		return ""
	}
	return string(text)
}
