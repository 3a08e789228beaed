package aws

import (
	"context"
	"slices"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// keyTypes are what a reading of KMS holds: all that hangs on the keys that were asked for.
func keyTypes() []string {
	return []string{"aws_kms_alias", "aws_kms_grant", "aws_kms_key_policy"}
}

// readKeys reads the keys that were asked for and those that roles and buckets name.
func (c *collector) readKeys(ctx context.Context) {
	names := slices.Clone(c.options.Targets.Keys)
	for _, r := range c.readings {
		names = append(names, r.follow.Keys...)
	}
	tasks := c.place("kms", names, true)
	readings := make([]*reading, len(tasks))
	var once sync.Map // an alias and an ARN may be of one key
	c.each(len(tasks), func(i int) { readings[i] = c.readKey(ctx, tasks[i], &once) })
	c.keep(readings)
}

func (c *collector) readKey(ctx context.Context, t task, once *sync.Map) *reading {
	r := c.read(c.scope(t.account, "kms", t.region, keyTypes()), "KMS key "+quote(t.target), "key "+t.target)
	client := kms.NewFromConfig(t.account.in(t.region))
	out, why := ask(ctx, r, "kms:DescribeKey", client.DescribeKey, &kms.DescribeKeyInput{KeyId: &t.target})
	if why != nil || out.KeyMetadata == nil || out.KeyMetadata.Arn == nil {
		r.unseen(empty(why, "kms:DescribeKey"))
		return r
	}
	r.outcome = found
	key := out.KeyMetadata
	if _, again := once.LoadOrStore(*key.Arn, true); again {
		return r
	}
	o := r.observe("aws_kms_key", *key.Arn, keyValues(key, t.region))
	hide(o, "/deletion_window_in_days", "KMS asks for it when a key is deleted, and not before")
	r.keyPolicy(ctx, client, o)
	r.rotation(ctx, client, o)
	r.keyTags(ctx, client, o)
	r.aliases(ctx, client, o)
	r.grants(ctx, client, o)
	return r
}

func keyValues(key *types.KeyMetadata, region string) map[string]any {
	return map[string]any{
		"arn": text(key.Arn), "key_id": text(key.KeyId), "region": region, "description": text(key.Description),
		"customer_master_key_spec": word(key.KeySpec), "key_usage": word(key.KeyUsage),
		"multi_region": truth(key.MultiRegion), "is_enabled": key.Enabled, "origin": word(key.Origin),
		"key_state": word(key.KeyState), "key_manager": word(key.KeyManager),
		"custom_key_store_id": text(key.CustomKeyStoreId),
	}
}

func (r *reading) keyPolicy(ctx context.Context, client *kms.Client, key *snapshot.Observation) {
	out, why := ask(ctx, r, "kms:GetKeyPolicy", client.GetKeyPolicy,
		&kms.GetKeyPolicyInput{KeyId: &key.Address, PolicyName: aws.String("default")})
	if why != nil || out.Policy == nil {
		r.lose(key, empty(why, "kms:GetKeyPolicy"), "its policy was", "/policy")
		return
	}
	key.Values["policy"] = *out.Policy
}

// rotation reads whether KMS makes new material. It cannot for asymmetric keys, imported
// material and custom key stores, which is an answer too.
func (r *reading) rotation(ctx context.Context, client *kms.Client, key *snapshot.Observation) {
	out, why := ask(ctx, r, "kms:GetKeyRotationStatus", client.GetKeyRotationStatus,
		&kms.GetKeyRotationStatusInput{KeyId: &key.Address})
	switch {
	case why == nil:
		key.Values["enable_key_rotation"] = out.KeyRotationEnabled
		if out.KeyRotationEnabled {
			key.Values["rotation_period_in_days"] = integer(out.RotationPeriodInDays)
		}
	case why.kind == unset:
		key.Values["enable_key_rotation"] = false
	default:
		r.lose(key, why, "whether it is rotated was", "/enable_key_rotation", "/rotation_period_in_days")
	}
}

func (r *reading) keyTags(ctx context.Context, client *kms.Client, key *snapshot.Observation) {
	var all []types.Tag
	why := pages("kms:ListResourceTags", func(marker *string) (*string, *fault) {
		out, why := ask(ctx, r, "kms:ListResourceTags", client.ListResourceTags,
			&kms.ListResourceTagsInput{KeyId: &key.Address, Marker: marker})
		if why != nil {
			return nil, why
		}
		all = append(all, out.Tags...)
		return out.NextMarker, nil
	})
	if why != nil {
		r.lose(key, why, "its tags were", "/tags")
		return
	}
	key.Values["tags"] = tags(all, func(tag types.Tag) (*string, *string) { return tag.TagKey, tag.TagValue })
}

func (r *reading) aliases(ctx context.Context, client *kms.Client, key *snapshot.Observation) {
	why := pages("kms:ListAliases", func(marker *string) (*string, *fault) {
		out, why := ask(ctx, r, "kms:ListAliases", client.ListAliases,
			&kms.ListAliasesInput{KeyId: &key.Address, Marker: marker})
		if why != nil {
			return nil, why
		}
		for _, alias := range out.Aliases {
			r.observe("aws_kms_alias", aws.ToString(alias.AliasArn), map[string]any{
				"name": text(alias.AliasName), "arn": text(alias.AliasArn), "target_key_id": key.Address,
			})
		}
		return out.NextMarker, nil
	})
	if why != nil {
		r.failed(why, "its aliases were")
	}
}

func (r *reading) grants(ctx context.Context, client *kms.Client, key *snapshot.Observation) {
	why := pages("kms:ListGrants", func(marker *string) (*string, *fault) {
		out, why := ask(ctx, r, "kms:ListGrants", client.ListGrants,
			&kms.ListGrantsInput{KeyId: &key.Address, Marker: marker})
		if why != nil {
			return nil, why
		}
		for _, grant := range out.Grants {
			r.observe("aws_kms_grant", key.Address+"/grant/"+aws.ToString(grant.GrantId), grantValues(grant, key.Address))
		}
		return out.NextMarker, nil
	})
	if why != nil {
		r.failed(why, "its grants were")
	}
}

func grantValues(grant types.GrantListEntry, key string) map[string]any {
	values := map[string]any{
		"name": text(grant.Name), "key_id": key, "grant_id": text(grant.GrantId),
		"grantee_principal": text(grant.GranteePrincipal), "retiring_principal": text(grant.RetiringPrincipal),
	}
	operations := make([]string, len(grant.Operations))
	for i, operation := range grant.Operations {
		operations[i] = string(operation)
	}
	slices.Sort(operations)
	values["operations"] = list(operations)
	if grant.Constraints != nil {
		values["constraints"] = []any{map[string]any{
			"encryption_context_equals": texts(grant.Constraints.EncryptionContextEquals),
			"encryption_context_subset": texts(grant.Constraints.EncryptionContextSubset),
		}}
	}
	return values
}

func texts(from map[string]string) any {
	if len(from) == 0 {
		return nil
	}
	values := make(map[string]any, len(from))
	for key, value := range from {
		values[key] = value
	}
	return values
}
