package generate

func (d *draft) aws() {
	switch d.kind {
	case "aws_iam_role":
		d.role()
	case "aws_kms_key":
		d.values = map[string]any{
			"description": "Encrypts what " + d.title + " stores", "enable_key_rotation": faulty(d.random, false, true),
			"deletion_window_in_days": faulty(d.random, 7, 30), "is_enabled": true, "multi_region": false,
			"key_usage": "ENCRYPT_DECRYPT", "customer_master_key_spec": "SYMMETRIC_DEFAULT", "tags": d.tags,
			"policy": policy("kms:*", map[string]any{"AWS": "arn:aws:iam::" + d.account + ":root"}, "*"),
		}
	case "aws_vpc_endpoint":
		d.endpoint()
	case "aws_security_group":
		open := map[string]any{
			"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": []any{"10.0.0.0/16"},
			"description": "", "ipv6_cidr_blocks": []any{}, "prefix_list_ids": []any{}, "security_groups": []any{},
			"self": false,
		}
		d.values = map[string]any{
			"name": d.title, "vpc_id": "vpc-" + d.account, "ingress": []any{open}, "egress": []any{open}, "tags": d.tags,
		}
	case "aws_s3_bucket":
		d.values = map[string]any{
			"bucket": d.title + "-audit", "object_lock_enabled": true, "force_destroy": false, "tags": d.tags,
		}
	case "aws_route53_record":
		d.record()
	default:
		d.function()
	}
}

func (d *draft) role() {
	principal := map[string]any{"Service": "lambda.amazonaws.com"}
	if d.used {
		principal = map[string]any{"AWS": faulty(d.random, "*",
			"arn:aws:iam::"+d.account+":role/pinecone_cmek_access_"+d.region)}
	}
	d.values = map[string]any{
		"name": d.title, "assume_role_policy": policy("sts:AssumeRole", principal, nil),
		"description": "Assumed by a service", "max_session_duration": 3600, "path": "/", "tags": d.tags,
		"permissions_boundary": nil, "force_detach_policies": false,
	}
}

// endpoint is an interface endpoint of Pinecone's service in its region, or of another.
func (d *draft) endpoint() {
	service := "com.amazonaws." + d.region + ".secretsmanager"
	if d.used {
		service = map[string]string{
			"us-east-1": "com.amazonaws.vpce.us-east-1.vpce-svc-05ef6f1f0b9130b54",
			"us-west-2": "com.amazonaws.vpce.us-west-2.vpce-svc-04ecb9a0e0d5aab01",
			"eu-west-1": "com.amazonaws.vpce.eu-west-1.vpce-svc-03c6b7e17ff02a70f",
		}[d.region]
	}
	d.values = map[string]any{
		"service_name": service, "vpc_endpoint_type": "Interface", "private_dns_enabled": true,
		"vpc_id": "vpc-" + d.account, "subnet_ids": []any{"subnet-1" + d.account, "subnet-2" + d.account},
		"auto_accept": nil, "tags": d.tags, "security_group_ids": []any{"sg-" + d.account},
	}
	d.refer("security_group_ids", "aws_security_group", "id", true)
}

func (d *draft) record() {
	domain := ".example.com"
	if d.used {
		domain = ".pinecone.io"
	}
	d.values = map[string]any{
		"zone_id": "Z" + d.account, "name": d.title + domain, "type": "CNAME", "ttl": 300,
		"records": []any{"vpce-" + d.account + "." + d.region + ".vpce.amazonaws.com"},
	}
	d.refer("records", "aws_vpc_endpoint", "dns_entry", true)
}

func (d *draft) function() {
	variables := map[string]any{"INDEX": d.title, "REGION": d.region}
	d.values = map[string]any{
		"function_name": d.title, "runtime": "python3.13", "handler": "main.handler", "memory_size": 512,
		"environment": []any{map[string]any{"variables": variables}}, "tags": d.tags, "role": "arn",
	}
	d.refer("role", "aws_iam_role", "arn", false)
}
