package assemble

import (
	"iter"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// join is one way in which a resource refers to another: by an attribute that holds, or
// was made from, an identifying attribute of the other.
type join struct {
	from     string
	pointer  string
	to       string
	relation string
	// back is the relation that points the other way, empty where nobody asks for it.
	back string
}

// joins are all ways that resources refer to each other. An attribute counts with all
// that lies below it.
var joins = []join{
	{"pinecone_organization", "/audit_logs/role", "aws_iam_role", "audit_role", "organizations"},
	{"pinecone_organization", "/audit_logs/bucket", "aws_s3_bucket", "audit_bucket", "organizations"},
	{"pinecone_project", "/organization", "pinecone_organization", "organization", "projects"},
	{"pinecone_index", "/project", "pinecone_project", "project", "indexes"},
	{"pinecone_index", "/cmek_id", "aws_kms_key", "key", ""},
	{"pinecone_api_key", "/project_id", "pinecone_project", "project", "api_keys"},
	{"pinecone_cmek_key", "/project", "pinecone_project", "project", "cmek_keys"},
	{"pinecone_cmek_key", "/role", "aws_iam_role", "role", "cmek_keys"},
	{"pinecone_cmek_key", "/key", "aws_kms_key", "key", "cmek_keys"},
	{"pinecone_private_endpoint", "/project", "pinecone_project", "project", "private_endpoints"},
	{"pinecone_private_endpoint", "/endpoint", "aws_vpc_endpoint", "endpoint", "private_endpoints"},
	{"pinecone_workload", "/project", "pinecone_project", "project", "workloads"},
	{"pinecone_workload", "/api_key", "pinecone_api_key", "api_key", "workloads"},
	{"pinecone_role_binding", "/resource_id", "pinecone_project", "project", ""},
	{"pinecone_audit_log", "/bucket", "aws_s3_bucket", "bucket", "logs"},
	{"pinecone_audit_event", "/project", "pinecone_project", "projects", ""},
	{"pinecone_audit_event", "/index", "pinecone_index", "indexes", ""},
	{"pinecone_audit_event", "/api_key", "pinecone_api_key", "api_key", ""},
	{"pinecone_audit_principal", "/principal_id", "pinecone_user", "identities", ""},
	{"pinecone_audit_principal", "/principal_name", "pinecone_user", "identities", ""},
	{"pinecone_audit_principal", "/principal_id", "pinecone_api_key", "identities", ""},
	{"pinecone_audit_principal", "/principal_id", "pinecone_service_account", "identities", ""},
	{"aws_vpc_endpoint", "/vpc_id", "aws_vpc", "vpc", ""},
	{"aws_vpc_endpoint", "/subnet_ids", "aws_subnet", "subnets", ""},
	{"aws_vpc_endpoint", "/subnet_configuration", "aws_subnet", "subnets", ""},
	{"aws_vpc_endpoint", "/security_group_ids", "aws_security_group", "security_groups", ""},
	{"aws_subnet", "/vpc_id", "aws_vpc", "vpc", ""},
	{"aws_security_group", "/vpc_id", "aws_vpc", "vpc", ""},
	{"aws_kms_alias", "/target_key_id", "aws_kms_key", "key", "aliases"},
	{"aws_kms_grant", "/key_id", "aws_kms_key", "key", "grants"},
	{"aws_kms_key", "/policy", "aws_iam_role", "roles", "keys"},
	{"aws_iam_role", "/inline_policies", "aws_kms_key", "keys", "roles"},
	{"aws_iam_role", "/inline_policies", "aws_s3_bucket", "buckets", ""},
	{"aws_iam_policy", "/policy", "aws_kms_key", "keys", ""},
	{"aws_iam_policy", "/policy", "aws_s3_bucket", "buckets", ""},
	{"aws_iam_role", "/managed_policy_arns", "aws_iam_policy", "policies", "roles"},
	{"aws_iam_role_policy_attachment", "/role", "aws_iam_role", "role", ""},
	{"aws_iam_role_policy_attachment", "/policy_arn", "aws_iam_policy", "policy", ""},
	{"aws_s3_bucket", "/encryption/kms_master_key_id", "aws_kms_key", "kms_key", ""},
	{"aws_s3_bucket", "/encryption/kms_master_key_id", "aws_kms_alias", "kms_alias", ""},
	{"aws_route53_record", "/zone_id", "aws_route53_zone", "zone", "records"},
	{"aws_route53_record", "/records", "aws_vpc_endpoint", "endpoints", "records"},
	{"aws_route53_record", "/alias", "aws_vpc_endpoint", "endpoints", "records"},
	{"aws_route53_zone", "/vpc", "aws_vpc", "vpcs", ""},
}

// joinsOf are the ways that a type refers to others.
func joinsOf(kind string) iter.Seq[join] {
	return func(yield func(join) bool) {
		for _, by := range joins {
			if by.from == kind && !yield(by) {
				return
			}
		}
	}
}

// identifiers are the attributes by which other resources name one of a type.
var identifiers = map[string][]string{
	"pinecone_organization":    {"name"},
	"pinecone_project":         {"id", "name"},
	"pinecone_index":           {"name"},
	"pinecone_api_key":         {"id", "name"},
	"pinecone_user":            {"id", "email"},
	"pinecone_service_account": {"id", "client_id"},
	"aws_vpc":                  {"id"},
	"aws_subnet":               {"id"},
	"aws_security_group":       {"id"},
	"aws_vpc_endpoint":         {"id"},
	"aws_kms_key":              {"arn", "key_id"},
	"aws_kms_alias":            {"arn", "name"},
	"aws_s3_bucket":            {"bucket"},
	"aws_iam_role":             {"arn", "name"},
	"aws_iam_policy":           {"arn"},
	"aws_route53_zone":         {"zone_id"},
}

// graph finds observations by what others call them.
type graph struct {
	byAddress map[string][]*snapshot.Observation // source, NUL, address
	byAny     map[string][]*snapshot.Observation // address in any Terraform source or plan
	byValue   map[string][]*snapshot.Observation // type, NUL, identifier
}

func newGraph(observations []*snapshot.Observation) *graph {
	g := &graph{
		byAddress: make(map[string][]*snapshot.Observation, len(observations)),
		byAny:     map[string][]*snapshot.Observation{},
		byValue:   map[string][]*snapshot.Observation{},
	}
	for _, observation := range observations {
		g.addAddress(observation)
		for _, name := range identifiers[observation.Type] {
			if value, ok := observation.Values[name].(string); ok && value != "" {
				key := observation.Type + "\x00" + value
				g.byValue[key] = append(g.byValue[key], observation)
			}
		}
		if observation.Type == "aws_vpc_endpoint" {
			for _, name := range stringsBelow(observation.Values["dns_entry"]) {
				g.byValue["aws_vpc_endpoint\x00"+name] = append(g.byValue["aws_vpc_endpoint\x00"+name], observation)
			}
		}
	}
	return g
}

// addAddress indexes an observation by its address and, for an instance of count or
// for_each, by the address without the key, as a reference may not say which.
func (g *graph) addAddress(observation *snapshot.Observation) {
	addresses := []string{observation.Address}
	if base, ok := withoutKey(observation.Address); ok {
		addresses = append(addresses, base)
	}
	for _, address := range addresses {
		key := observation.Source + "\x00" + address
		g.byAddress[key] = append(g.byAddress[key], observation)
		if isTerraform(observation.Source) {
			g.byAny[address] = append(g.byAny[address], observation)
		}
	}
}

// targets are the observations that one refers to by a join, without doubles.
func (g *graph) targets(from *snapshot.Observation, by join) []*snapshot.Observation {
	var found []*snapshot.Observation
	seen := map[*snapshot.Observation]bool{}
	add := func(candidates []*snapshot.Observation) {
		for _, candidate := range candidates {
			if candidate.Type == by.to && candidate != from && !seen[candidate] {
				seen[candidate] = true
				found = append(found, candidate)
			}
		}
	}
	for pointer, references := range from.References {
		if !snapshot.Within(pointer, by.pointer) {
			continue
		}
		for _, reference := range references {
			add(g.resolve(from.Source, reference))
		}
	}
	value, ok := snapshot.Lookup(from.Values, by.pointer)
	if !ok {
		return found
	}
	for _, name := range stringsBelow(value) {
		if address, ok := strings.CutPrefix(name, "terraform:"); ok {
			add(g.declared(address))
			continue
		}
		add(g.named(by.to, name))
	}
	return found
}

// resolve finds what a reference such as "module.a.aws_kms_key.main[0].arn" is to: the
// longest address in the same source that it begins with.
func (g *graph) resolve(source, reference string) []*snapshot.Observation {
	for at := reference; at != ""; at = shorten(at) {
		if found := g.byAddress[source+"\x00"+at]; len(found) > 0 {
			return found
		}
	}
	return nil
}

// declared finds what the manifest calls terraform:<address>, or
// terraform:<folder>:<address> where several root modules have the address.
func (g *graph) declared(address string) []*snapshot.Observation {
	if folder, rest, ok := strings.Cut(address, ":"); ok && !strings.ContainsAny(folder, `["`) {
		return g.byAddress["terraform "+folder+"\x00"+rest]
	}
	return g.byAny[address]
}

// shorten drops the last attribute or key of a reference.
func shorten(reference string) string {
	if base, ok := withoutKey(reference); ok {
		return base
	}
	quoted := false
	for i := len(reference) - 1; i > 0; i-- {
		switch reference[i] {
		case '"':
			quoted = !quoted
		case '.':
			if !quoted {
				return reference[:i]
			}
		}
	}
	return ""
}

// withoutKey drops the instance key at the end of an address.
func withoutKey(address string) (string, bool) {
	if !strings.HasSuffix(address, "]") {
		return "", false
	}
	at := strings.LastIndexByte(address, '[')
	if strings.HasSuffix(address, `"]`) {
		at = strings.LastIndex(address[:len(address)-2], `["`)
	}
	if at < 0 {
		return "", false
	}
	return address[:at], true
}

func isTerraform(source string) bool {
	return strings.HasPrefix(source, "terraform ") || strings.HasPrefix(source, "plan ")
}

// stringsBelow are all strings in a tree, in no promised order.
func stringsBelow(value any) []string {
	switch value := value.(type) {
	case string:
		return []string{value}
	case []any:
		var all []string
		for _, element := range value {
			all = append(all, stringsBelow(element)...)
		}
		return all
	case map[string]any:
		var all []string
		for _, element := range value {
			all = append(all, stringsBelow(element)...)
		}
		return all
	default:
		return nil
	}
}
