package main

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/aws"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// targets are what of AWS the manifest, the repository and Pinecone name.
type targets struct {
	aws.Targets

	regions []string
}

func (t *targets) any() bool {
	return len(t.Roles)+len(t.Keys)+len(t.Endpoints)+len(t.VPCs)+len(t.Subnets)+len(t.SecurityGroups)+
		len(t.Zones)+len(t.Buckets) > 0
}

// targetsOf finds them in what was read so far. A resource without an identifier, as
// Terraform's source has them, is reached by its name, or by what refers to it, or not.
func targetsOf(read *snapshot.Snapshot) targets {
	var t targets
	each := func(kind string, add func(named attributes)) {
		for _, resource := range read.Resources[kind] {
			add(resource.Values)
			t.region(kind, resource.Values)
		}
	}
	each("aws_iam_role", func(role attributes) { put(&t.Roles, role.first("arn", "name")) })
	each("aws_kms_key", func(key attributes) { put(&t.Keys, key.first("arn", "key_id")) })
	each("aws_kms_alias", func(alias attributes) { put(&t.Keys, alias.first("arn", "name")) })
	each("aws_vpc_endpoint", func(endpoint attributes) { put(&t.Endpoints, endpoint.first("id")) })
	each("aws_vpc", func(vpc attributes) { put(&t.VPCs, vpc.first("id")) })
	each("aws_subnet", func(subnet attributes) { put(&t.Subnets, subnet.first("id")) })
	each("aws_security_group", func(group attributes) { put(&t.SecurityGroups, group.first("id")) })
	each("aws_route53_zone", func(zone attributes) { put(&t.Zones, zone.first("zone_id")) })
	each("aws_s3_bucket", func(bucket attributes) { t.bucket(aws.Bucket{Name: bucket.first("bucket")}) })
	each("pinecone_cmek_key", func(registered attributes) {
		put(&t.Roles, registered.arn("role"))
		put(&t.Keys, registered.arn("key"))
	})
	each("pinecone_index", func(index attributes) { put(&t.Keys, index.arn("cmek_id")) })
	each("pinecone_private_endpoint", func(endpoint attributes) {
		if id := endpoint.first("endpoint"); strings.HasPrefix(id, "vpce-") {
			put(&t.Endpoints, id)
		}
	})
	for _, organization := range read.Resources["pinecone_organization"] {
		t.logs(read, organization)
	}
	return t
}

// logs adds the destination of audit logs.
func (t *targets) logs(read *snapshot.Snapshot, organization *snapshot.Resource) {
	export, _ := organization.Values["audit_logs"].(map[string]any)
	declared := attributes(export)
	put(&t.Roles, declared.arn("role"))
	name := declared.first("bucket")
	for _, bucket := range read.Resources["aws_s3_bucket"] {
		if slices.Contains(organization.Links["audit_bucket"], bucket.ID) {
			name = attributes(bucket.Values).first("bucket")
		}
	}
	if _, _, isCode := snapshot.Named(name); !isCode && name != "" {
		t.bucket(aws.Bucket{Name: name, Logs: true, Prefix: declared.first("prefix")})
	}
}

// bucket adds a bucket, or what is known more of it.
func (t *targets) bucket(wanted aws.Bucket) {
	if wanted.Name == "" {
		return
	}
	at := slices.IndexFunc(t.Buckets, func(known aws.Bucket) bool { return known.Name == wanted.Name })
	switch {
	case at < 0:
		t.Buckets = append(t.Buckets, wanted)
	case wanted.Logs:
		t.Buckets[at] = wanted
	}
}

func (t *targets) region(kind string, values attributes) {
	if strings.HasPrefix(kind, "aws_") {
		put(&t.regions, values.first("region"))
	}
}

// attributes are the values of a resource.
type attributes map[string]any

// first is the first of some attributes that is a string.
func (a attributes) first(names ...string) string {
	for _, name := range names {
		if text, _ := a[name].(string); text != "" {
			return text
		}
	}
	return ""
}

// arn is an attribute that is an ARN, and not an address in Terraform.
func (a attributes) arn(name string) string {
	if text := a.first(name); strings.HasPrefix(text, "arn:") {
		return text
	}
	return ""
}

func put(list *[]string, text string) {
	if text != "" && !slices.Contains(*list, text) {
		*list = append(*list, text)
	}
}
