package assemble

import "iter"

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
//
//nolint:gochecknoglobals // a table that nothing writes
var joins = []join{
	{"pinecone_organization", "/audit_logs/role", "aws_iam_role", "audit_role", "organizations"},
	{"pinecone_organization", "/audit_logs/bucket", "aws_s3_bucket", "audit_bucket", "organizations"},
	{"pinecone_project", "/organization", "pinecone_organization", "organization", "projects"},
	{"pinecone_index", "/project", "pinecone_project", "project", "indexes"},
	{"pinecone_host", "/index", "pinecone_index", "indexes", "hosts"},
	{"pinecone_index", "/cmek_id", "aws_kms_key", "key", ""},
	{"pinecone_api_key", "/project_id", "pinecone_project", "project", "api_keys"},
	{"pinecone_cmek_key", "/project", "pinecone_project", "project", "cmek_keys"},
	{"pinecone_cmek_key", "/role", "aws_iam_role", "role", "cmek_keys"},
	{"pinecone_cmek_key", "/key", "aws_kms_key", "key", "cmek_keys"},
	{"pinecone_private_endpoint", "/project", "pinecone_project", "project", "private_endpoints"},
	{"pinecone_private_endpoint", "/endpoint", "aws_vpc_endpoint", "endpoint", "private_endpoints"},
	{"pinecone_workload", "/project", "pinecone_project", "project", "workloads"},
	{"pinecone_workload", "/api_key", "pinecone_api_key", "api_key", "workloads"},
	{"pinecone_project", "/monitoring/api_key", "pinecone_api_key", "monitoring_key", "monitors"},
	{"prometheus_scrape", "/projects", "pinecone_project", "projects", "scrapes"},
	{"metric_query", "/projects", "pinecone_project", "projects", ""},
	{"pinecone_role_binding", "/resource_id", "pinecone_project", "project", ""},
	{"pinecone_role_binding", "/principal_id", "pinecone_user", "principal", "role_bindings"},
	{"pinecone_role_binding", "/principal_id", "pinecone_service_account", "principal", "role_bindings"},
	{"pinecone_role_binding", "/principal_id", "pinecone_api_key", "principal", "role_bindings"},
	{"pinecone_role_binding", "/principal_id", "pinecone_invite", "principal", "role_bindings"},
	{"credential_sink", "/value", "pinecone_api_key", "credentials", ""},
	{"credential_sink", "/value", "pinecone_service_account", "credentials", ""},
	{"pinecone_backup", "/project", "pinecone_project", "project", "backups"},
	{"pinecone_namespace", "/project", "pinecone_project", "project", ""},
	{"pinecone_restore_job", "/backup_id", "pinecone_backup", "backup", "restore_jobs"},
	{"pinecone_audit_log", "/bucket", "aws_s3_bucket", "bucket", "logs"},
	{"pinecone_audit_event", "/project", "pinecone_project", "projects", ""},
	{"pinecone_audit_event", "/index", "pinecone_index", "indexes", ""},
	{"pinecone_audit_event", "/api_key", "pinecone_api_key", "api_key", "audit_events"},
	{"pinecone_audit_principal", "/principal_id", "pinecone_user", "identities", ""},
	{"pinecone_audit_principal", "/principal_name", "pinecone_user", "identities", ""},
	{"pinecone_audit_principal", "/principal_id", "pinecone_api_key", "identities", ""},
	{"pinecone_audit_principal", "/principal_id", "pinecone_service_account", "identities", ""},
	{"aws_bedrockagent_knowledge_base", "/storage_configuration", "pinecone_index", "index", "knowledge_bases"},
	{"aws_vpc_endpoint", "/vpc_id", "aws_vpc", "vpc", ""},
	{"aws_vpc_endpoint", "/subnet_ids", "aws_subnet", "subnets", ""},
	{"aws_vpc_endpoint", "/subnet_configuration", "aws_subnet", "subnets", ""},
	{"aws_vpc_endpoint", "/security_group_ids", "aws_security_group", "security_groups", ""},
	{"aws_subnet", "/vpc_id", "aws_vpc", "vpc", ""},
	{"aws_security_group", "/vpc_id", "aws_vpc", "vpc", ""},
	{"aws_kms_alias", "/target_key_id", "aws_kms_key", "key", "aliases"},
	{"aws_kms_grant", "/key_id", "aws_kms_key", "key", "grants"},
	{"aws_kms_grant", "/grantee_principal", "aws_iam_role", "grantee", ""},
	{"aws_kms_key", "/policy", "aws_iam_role", "roles", "keys"},
	{"aws_iam_role", "/inline_policies", "aws_kms_key", "keys", "roles"},
	{"aws_iam_role", "/inline_policies", "aws_s3_bucket", "buckets", ""},
	{"aws_iam_policy", "/policy", "aws_kms_key", "keys", ""},
	{"aws_iam_policy", "/policy", "aws_s3_bucket", "buckets", ""},
	{"aws_iam_role", "/managed_policy_arns", "aws_iam_policy", "policies", "roles"},
	{"aws_iam_role", "/permissions_boundary", "aws_iam_policy", "boundary", ""},
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
//
//nolint:gochecknoglobals // a table that nothing writes
var identifiers = map[string][]string{
	"pinecone_organization":    {"name"},
	"pinecone_project":         {"id", "name"},
	"pinecone_index":           {"name"},
	"pinecone_api_key":         {"id", "name"},
	"pinecone_backup":          {"id"},
	"pinecone_user":            {"id", "email"},
	"pinecone_service_account": {"id", "client_id"},
	"pinecone_invite":          {"id"},
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
