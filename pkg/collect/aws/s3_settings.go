package aws

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// settings reads who may reach a bucket.
func (b bucket) settings(ctx context.Context) {
	values := b.o.Values
	setting(ctx, b, "s3:GetBucketPolicy", b.client.GetBucketPolicy, &s3.GetBucketPolicyInput{Bucket: b.name},
		"its policy was", at("policy"), func(out *s3.GetBucketPolicyOutput) bool {
			if out != nil {
				values["policy"] = text(out.Policy)
			}
			return out == nil || values["policy"] != nil
		})
	setting(ctx, b, "s3:GetBucketPolicyStatus", b.client.GetBucketPolicyStatus,
		&s3.GetBucketPolicyStatusInput{Bucket: b.name}, "whether its policy is public was", at("policy_public"),
		func(out *s3.GetBucketPolicyStatusOutput) bool {
			told := out != nil && out.PolicyStatus != nil && out.PolicyStatus.IsPublic != nil
			values["policy_public"] = told && *out.PolicyStatus.IsPublic
			return out == nil || told
		})
	setting(ctx, b, "s3:GetPublicAccessBlock", b.client.GetPublicAccessBlock,
		&s3.GetPublicAccessBlockInput{Bucket: b.name}, "its public access block was", at("public_access_block"), b.block)
	setting(ctx, b, "s3:GetBucketOwnershipControls", b.client.GetBucketOwnershipControls,
		&s3.GetBucketOwnershipControlsInput{Bucket: b.name}, "who owns its objects was", at("ownership"),
		func(out *s3.GetBucketOwnershipControlsOutput) bool {
			told := out != nil && out.OwnershipControls != nil && len(out.OwnershipControls.Rules) > 0
			values["ownership"] = string(types.ObjectOwnershipObjectWriter) // what holds without the setting
			if told {
				values["ownership"] = word(out.OwnershipControls.Rules[0].ObjectOwnership)
			}
			return out == nil || told
		})
	setting(ctx, b, "s3:GetBucketAcl", b.client.GetBucketAcl, &s3.GetBucketAclInput{Bucket: b.name},
		"its ACL was", at("acl"), func(out *s3.GetBucketAclOutput) bool {
			if name := canned(out); name != "" {
				values["acl"] = name
			} else {
				hide(b.o, "/acl", "the bucket's ACL is none of S3's canned ones")
			}
			return out != nil && out.Owner != nil
		})
}

func (b bucket) block(out *s3.GetPublicAccessBlockOutput) bool {
	set := &types.PublicAccessBlockConfiguration{}
	if out != nil && out.PublicAccessBlockConfiguration != nil {
		set = out.PublicAccessBlockConfiguration
	}
	b.o.Values["public_access_block"] = block(
		set.BlockPublicAcls, set.BlockPublicPolicy, set.IgnorePublicAcls, set.RestrictPublicBuckets)
	return out == nil || *set != types.PublicAccessBlockConfiguration{}
}

// data reads what a bucket does with its objects.
func (b bucket) data(ctx context.Context) {
	values := b.o.Values
	setting(ctx, b, "s3:GetBucketEncryption", b.client.GetBucketEncryption, &s3.GetBucketEncryptionInput{Bucket: b.name},
		"its encryption was", at("encryption"), b.encryption)
	setting(ctx, b, "s3:GetBucketVersioning", b.client.GetBucketVersioning, &s3.GetBucketVersioningInput{Bucket: b.name},
		"its versioning was", at("versioning"), func(out *s3.GetBucketVersioningOutput) bool {
			status := "Disabled" // as S3 says it, by nothing
			if out != nil && out.Status != "" {
				status = string(out.Status)
			}
			values["versioning"] = map[string]any{"status": status}
			return true
		})
	setting(ctx, b, "s3:GetObjectLockConfiguration", b.client.GetObjectLockConfiguration,
		&s3.GetObjectLockConfigurationInput{Bucket: b.name}, "its Object Lock was",
		at("object_lock", "object_lock_enabled"), b.lock)
	setting(ctx, b, "s3:GetBucketLifecycleConfiguration", b.client.GetBucketLifecycleConfiguration,
		&s3.GetBucketLifecycleConfigurationInput{Bucket: b.name}, "its lifecycle rules were", at("lifecycle_rules"),
		func(out *s3.GetBucketLifecycleConfigurationOutput) bool {
			rules := []any{}
			if out != nil {
				for _, rule := range out.Rules {
					rules = append(rules, lifecycleRule(rule))
				}
			}
			values["lifecycle_rules"] = rules
			return out == nil || len(rules) > 0
		})
	setting(ctx, b, "s3:GetBucketTagging", b.client.GetBucketTagging, &s3.GetBucketTaggingInput{Bucket: b.name},
		"its tags were", at("tags"), func(out *s3.GetBucketTaggingOutput) bool {
			if out != nil {
				values["tags"] = tags(out.TagSet, func(tag types.Tag) (*string, *string) { return tag.Key, tag.Value })
			}
			return out == nil || out.TagSet != nil
		})
}

func (b bucket) encryption(out *s3.GetBucketEncryptionOutput) bool {
	if out == nil {
		return true // S3 has encrypted with AES256 since 2023 where nothing is set
	}
	if out.ServerSideEncryptionConfiguration == nil || len(out.ServerSideEncryptionConfiguration.Rules) == 0 {
		return false
	}
	rule := out.ServerSideEncryptionConfiguration.Rules[0]
	values := map[string]any{"bucket_key_enabled": truth(rule.BucketKeyEnabled)}
	if set := rule.ApplyServerSideEncryptionByDefault; set != nil {
		values["sse_algorithm"], values["kms_master_key_id"] = word(set.SSEAlgorithm), text(set.KMSMasterKeyID)
		if _, _, isARN := accountOf(aws.ToString(set.KMSMasterKeyID)); isARN {
			b.follow.Keys = append(b.follow.Keys, *set.KMSMasterKeyID)
		}
	}
	b.o.Values["encryption"] = values
	return true
}

func (b bucket) lock(out *s3.GetObjectLockConfigurationOutput) bool {
	b.o.Values["object_lock_enabled"] = false
	if out == nil {
		return true
	}
	if out.ObjectLockConfiguration == nil || out.ObjectLockConfiguration.ObjectLockEnabled == "" {
		return false
	}
	set := out.ObjectLockConfiguration
	b.o.Values["object_lock_enabled"] = set.ObjectLockEnabled == types.ObjectLockEnabledEnabled
	if set.Rule != nil && set.Rule.DefaultRetention != nil {
		retention := set.Rule.DefaultRetention
		b.o.Values["object_lock"] = map[string]any{
			"mode": word(retention.Mode), "days": integer(retention.Days), "years": integer(retention.Years),
		}
	}
	return true
}

// lifecycleRule is a rule in the form of a snapshot: one prefix and one map of tags,
// wherever S3 has them.
func lifecycleRule(rule types.LifecycleRule) map[string]any {
	values := map[string]any{
		"id": text(rule.ID), "status": word(rule.Status),
		"prefix": text(rule.Prefix), //nolint:staticcheck // deprecated, and what old rules have
	}
	if filter := rule.Filter; filter != nil {
		and := filter.And
		if and == nil {
			and = &types.LifecycleRuleAndOperator{
				Prefix:                filter.Prefix,
				ObjectSizeGreaterThan: filter.ObjectSizeGreaterThan,
				ObjectSizeLessThan:    filter.ObjectSizeLessThan,
			}
			if filter.Tag != nil {
				and.Tags = []types.Tag{*filter.Tag}
			}
		}
		values["prefix"] = text(and.Prefix)
		values["object_size_greater_than"] = integer(and.ObjectSizeGreaterThan)
		values["object_size_less_than"] = integer(and.ObjectSizeLessThan)
		if len(and.Tags) > 0 {
			values["tags"] = tags(and.Tags, func(tag types.Tag) (*string, *string) { return tag.Key, tag.Value })
		}
	}
	if end := rule.Expiration; end != nil {
		values["expiration"] = map[string]any{
			"days": integer(end.Days), "date": moment(end.Date),
			"expired_object_delete_marker": truth(end.ExpiredObjectDeleteMarker),
		}
	}
	return values
}

// canned is the canned ACL that grants what a bucket's ACL does (S3 User Guide, "Access
// control list overview", table of canned ACLs), or empty.
func canned(out *s3.GetBucketAclOutput) string {
	if out == nil || out.Owner == nil {
		return ""
	}
	const groups = "http://acs.amazonaws.com/groups/"
	var others []string
	for _, grant := range out.Grants {
		switch grantee := grant.Grantee; {
		case grantee == nil:
			return ""
		case grantee.URI != nil:
			others = append(others, aws.ToString(grantee.URI)+" "+string(grant.Permission))
		case aws.ToString(grantee.ID) != aws.ToString(out.Owner.ID) || grant.Permission != types.PermissionFullControl:
			return ""
		}
	}
	slices.Sort(others)
	for name, granted := range map[string][]string{
		"private":            nil,
		"public-read":        {groups + "global/AllUsers READ"},
		"public-read-write":  {groups + "global/AllUsers READ", groups + "global/AllUsers WRITE"},
		"authenticated-read": {groups + "global/AuthenticatedUsers READ"},
		"log-delivery-write": {groups + "s3/LogDelivery READ_ACP", groups + "s3/LogDelivery WRITE"},
	} {
		if slices.Equal(others, granted) {
			return name
		}
	}
	return ""
}
