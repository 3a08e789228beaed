package cloudformation

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/document"
)

// kind is how a type of CloudFormation's is one of the snapshot's.
type kind struct {
	to     string
	fields []field
	// ref is the attribute that Ref gives, and named the property that has it where the
	// template tells it.
	ref, named string
}

// field takes what stands at a path of the properties, with steps into maps and lists, to a
// path of the attributes.
type field struct {
	from, to string
	as       func(*document.Value) *document.Value
	// list says that it is the one element of a list there.
	list bool
}

// attribute is the snapshot's name of what GetAtt or, with an empty name, Ref gives.
func (k kind) attribute(name string) string {
	switch name {
	case "":
		if k.ref == "" {
			return "ref"
		}
		return k.ref
	case "GroupId", "Id", "SubnetId":
		if k.ref != "" {
			return k.ref
		}
	case "DnsEntries":
		return "dns_entry"
	}
	return snake(name)
}

// snake is a name in CamelCase as Terraform has it.
func snake(name string) string {
	var out strings.Builder
	for i, r := range name {
		if r >= 'A' && r <= 'Z' {
			if i > 0 && name[i-1] >= 'a' && name[i-1] <= 'z' {
				out.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		out.WriteRune(r)
	}
	return out.String()
}

// same are fields whose names are Terraform's but for the way of writing.
func same(names ...string) []field {
	fields := make([]field, len(names))
	for i, name := range names {
		fields[i] = field{from: name, to: snake(name)}
	}
	return fields
}

func with(fields []field, more ...field) []field { return append(fields, more...) }

func kindOf(name string) (kind, bool) {
	k, ok := kinds[name]
	return k, ok
}

// holds are the types that a template can declare.
func holds() []string { return []string{"aws_*", "credential_sink"} }

// whole are types that Terraform splits off, such as an endpoint's subnets. They are parts of the
// whole here, so that none is missing, also where something was not read.
func whole() []string {
	return []string{
		"aws_s3_account_public_access_block", "aws_vpc_endpoint_private_dns", "aws_vpc_endpoint_security_group_association",
		"aws_vpc_endpoint_subnet_association",
	}
}

// isLookedInto says whether a type is one of which a resource, or what is in it, is observed.
func isLookedInto(name string) bool {
	if _, known := kindOf(name); known {
		return true
	}
	if _, known := holderOf(name); known {
		return true
	}
	switch name {
	case "AWS::Route53::RecordSetGroup", "AWS::CloudFormation::Stack", "AWS::CloudFormation::StackSet",
		"AWS::Serverless::Application", "AWS::Serverless::Function", "AWS::Lambda::Function",
		"AWS::ECS::TaskDefinition", "AWS::SSM::Parameter":
		return true
	default:
		kind, _, _ := shown(name)
		return kind != "" || strings.HasSuffix(name, "::MODULE") || strings.HasPrefix(name, "Custom::")
	}
}

// kinds are the types that are looked into.
//
//nolint:gochecknoglobals // a table that nothing writes
var kinds = map[string]kind{
	"AWS::IAM::Role": {to: "aws_iam_role", ref: "name", named: "RoleName", fields: with(
		same("Path", "PermissionsBoundary", "MaxSessionDuration", "ManagedPolicyArns"),
		field{from: "RoleName", to: "name"}, field{from: "AssumeRolePolicyDocument", to: "assume_role_policy"},
		field{from: "Policies", to: "inline_policy", as: each(
			field{from: "PolicyName", to: "name"}, field{from: "PolicyDocument", to: "policy"})},
		field{from: "Tags", to: "tags", as: tags},
	)},
	"AWS::IAM::ManagedPolicy": {to: "aws_iam_policy", ref: "arn", fields: []field{
		{from: "ManagedPolicyName", to: "name"}, {from: "PolicyDocument", to: "policy"},
	}},
	"AWS::IAM::Policy": {to: "aws_iam_role_policy", fields: []field{
		{from: "PolicyName", to: "name"}, {from: "PolicyDocument", to: "policy"},
	}},
	"AWS::IAM::RolePolicy": {to: "aws_iam_role_policy", fields: []field{
		{from: "PolicyName", to: "name"}, {from: "PolicyDocument", to: "policy"}, {from: "RoleName", to: "role"},
	}},
	"AWS::KMS::Key": {to: "aws_kms_key", ref: "key_id", fields: with(
		same("Description", "KeyUsage", "MultiRegion", "EnableKeyRotation", "RotationPeriodInDays", "Origin"),
		field{from: "KeySpec", to: "customer_master_key_spec"}, field{from: "Enabled", to: "is_enabled"},
		field{from: "PendingWindowInDays", to: "deletion_window_in_days"}, field{from: "KeyPolicy", to: "policy"},
		field{from: "Tags", to: "tags", as: tags},
	)},
	"AWS::KMS::ReplicaKey": {to: "aws_kms_replica_key", ref: "key_id", fields: with(
		same("Description", "Enabled", "PrimaryKeyArn"),
		field{from: "PendingWindowInDays", to: "deletion_window_in_days"}, field{from: "KeyPolicy", to: "policy"},
		field{from: "Tags", to: "tags", as: tags},
	)},
	"AWS::KMS::Alias": {to: "aws_kms_alias", ref: "name", named: "AliasName", fields: []field{
		{from: "AliasName", to: "name"}, {from: "TargetKeyId", to: "target_key_id"},
	}},
	"AWS::EC2::VPC": {to: "aws_vpc", ref: "id", fields: with(
		same("CidrBlock", "EnableDnsSupport", "EnableDnsHostnames"), field{from: "Tags", to: "tags", as: tags},
	)},
	"AWS::EC2::Subnet": {to: "aws_subnet", ref: "id", fields: same(
		"VpcId", "AvailabilityZone", "AvailabilityZoneId", "CidrBlock")},
	"AWS::EC2::VPCEndpoint": {to: "aws_vpc_endpoint", ref: "id", fields: with(
		same("ServiceName", "ServiceRegion", "VpcEndpointType", "VpcId", "SubnetIds", "SecurityGroupIds",
			"PrivateDnsEnabled"),
		field{from: "PolicyDocument", to: "policy"}, field{from: "DnsOptions", to: "dns_options"},
		field{from: "Tags", to: "tags", as: tags},
	)},
	"AWS::EC2::SecurityGroup": {to: "aws_security_group", ref: "id", fields: []field{
		{from: "GroupName", to: "name"}, {from: "GroupDescription", to: "description"}, {from: "VpcId", to: "vpc_id"},
		{from: "SecurityGroupIngress", to: "ingress", as: each(groupRule("Source")...)},
		{from: "SecurityGroupEgress", to: "egress", as: each(groupRule("Destination")...)},
	}},
	"AWS::EC2::SecurityGroupIngress": {to: "aws_vpc_security_group_ingress_rule", fields: splitRule("Source")},
	"AWS::EC2::SecurityGroupEgress":  {to: "aws_vpc_security_group_egress_rule", fields: splitRule("Destination")},
	"AWS::Bedrock::KnowledgeBase":    {to: "aws_bedrockagent_knowledge_base", fields: knowledgeBaseFields()},
	"AWS::Route53::HostedZone": {to: "aws_route53_zone", ref: "zone_id", fields: []field{
		{from: "Name", to: "name"},
		{from: "VPCs", to: "vpc", as: each(field{from: "VPCId", to: "vpc_id"}, field{from: "VPCRegion", to: "vpc_region"})},
	}},
	"AWS::Route53::RecordSet": {to: "aws_route53_record", ref: "name", fields: recordFields()},
	"AWS::S3::Bucket":         {to: "aws_s3_bucket", ref: "bucket", named: "BucketName", fields: bucketFields()},
	"AWS::S3::BucketPolicy": {to: "aws_s3_bucket_policy", fields: []field{
		{from: "Bucket", to: "bucket"}, {from: "PolicyDocument", to: "policy"},
	}},
}

// splitRule are the fields of a rule that is a resource of its own.
func splitRule(other string) []field {
	return []field{
		{from: "GroupId", to: "security_group_id"},
		{from: "IpProtocol", to: "ip_protocol"}, {from: "FromPort", to: "from_port"}, {from: "ToPort", to: "to_port"},
		{from: "CidrIp", to: "cidr_ipv4"}, {from: "CidrIpv6", to: "cidr_ipv6"},
		{from: other + "PrefixListId", to: "prefix_list_id"},
		{from: other + "SecurityGroupId", to: "referenced_security_group_id"}, {from: "Description", to: "description"},
	}
}

// groupRule are the fields of a rule that stands in its group.
func groupRule(other string) []field {
	return []field{
		{from: "IpProtocol", to: "protocol"}, {from: "FromPort", to: "from_port"}, {from: "ToPort", to: "to_port"},
		{from: "CidrIp", to: "cidr_blocks", list: true}, {from: "CidrIpv6", to: "ipv6_cidr_blocks", list: true},
		{from: other + "PrefixListId", to: "prefix_list_ids", list: true},
		{from: other + "SecurityGroupId", to: "security_groups", list: true}, {from: "Description", to: "description"},
	}
}

func knowledgeBaseFields() []field {
	vector := "KnowledgeBaseConfiguration/VectorKnowledgeBaseConfiguration/"
	to := "knowledge_base_configuration/vector_knowledge_base_configuration/"
	dimensions := "EmbeddingModelConfiguration/BedrockEmbeddingModelConfiguration/Dimensions"
	pinecone := "StorageConfiguration/PineconeConfiguration/"
	return []field{
		{from: "Name", to: "name"},
		{from: vector + "EmbeddingModelArn", to: to + "embedding_model_arn"},
		{
			from: vector + dimensions,
			to:   to + "embedding_model_configuration/bedrock_embedding_model_configuration/dimensions",
		},
		{from: "StorageConfiguration/Type", to: "storage_configuration/type"},
		{from: pinecone + "ConnectionString", to: "storage_configuration/pinecone_configuration/connection_string"},
		{from: pinecone + "Namespace", to: "storage_configuration/pinecone_configuration/namespace"},
	}
}

func recordFields() []field {
	return []field{
		{from: "HostedZoneId", to: "zone_id"}, {from: "Name", to: "name"}, {from: "Type", to: "type"},
		{from: "TTL", to: "ttl"}, {from: "ResourceRecords", to: "records"},
		{from: "AliasTarget", to: "alias", list: true, as: func(v *document.Value) *document.Value {
			return project(v, field{from: "DNSName", to: "name"}, field{from: "HostedZoneId", to: "zone_id"})
		}},
	}
}

func bucketFields() []field {
	encryption := "BucketEncryption/ServerSideEncryptionConfiguration/0/"
	retention := "ObjectLockConfiguration/Rule/DefaultRetention/"
	fields := []field{
		{from: "BucketName", to: "bucket"}, {from: "ObjectLockEnabled", to: "object_lock_enabled"},
		{from: "AccessControl", to: "acl", as: cannedACL},
		{from: "OwnershipControls/Rules/0/ObjectOwnership", to: "ownership"},
		{from: "VersioningConfiguration/Status", to: "versioning/status"},
		{from: encryption + "ServerSideEncryptionByDefault/SSEAlgorithm", to: "encryption/sse_algorithm"},
		{from: encryption + "ServerSideEncryptionByDefault/KMSMasterKeyID", to: "encryption/kms_master_key_id"},
		{from: encryption + "BucketKeyEnabled", to: "encryption/bucket_key_enabled"},
		{from: retention + "Mode", to: "object_lock/mode"}, {from: retention + "Days", to: "object_lock/days"},
		{from: retention + "Years", to: "object_lock/years"},
		{from: "LifecycleConfiguration/Rules", to: "lifecycle_rules", as: each(
			field{from: "Id", to: "id"}, field{from: "Status", to: "status"}, field{from: "Prefix", to: "prefix"},
			field{from: "TagFilters", to: "tags", as: tags},
			field{from: "ObjectSizeGreaterThan", to: "object_size_greater_than"},
			field{from: "ObjectSizeLessThan", to: "object_size_less_than"},
			field{from: "ExpirationInDays", to: "expiration/days"}, field{from: "ExpirationDate", to: "expiration/date"},
			field{from: "ExpiredObjectDeleteMarker", to: "expiration/expired_object_delete_marker"},
		)},
		{from: "Tags", to: "tags", as: tags},
	}
	for _, name := range []string{"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"} {
		to := "public_access_block/" + snake(name)
		fields = append(fields, field{from: "PublicAccessBlockConfiguration/" + name, to: to})
	}
	return fields
}
