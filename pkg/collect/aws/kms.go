package aws

import (
	"context"
	"slices"

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
	described := make([]*key, len(tasks))
	c.each(len(tasks), func(i int) { described[i] = c.describeKey(ctx, tasks[i]) })
	seen := map[string]bool{} // an alias and an ARN may be of one key
	var whole []*key
	for _, k := range described {
		c.keep([]*reading{k.reading})
		if k.o != nil && !seen[k.o.Address] {
			seen[k.o.Address] = true
			whole = append(whole, k)
		} else {
			k.seen = nil
		}
	}
	c.each(len(whole), func(i int) { whole[i].read(ctx) })
}

// key reads one key.
type key struct {
	*reading

	client *kms.Client
	o      *snapshot.Observation // nil where it was not shown
}

func (c *collector) describeKey(ctx context.Context, t task) *key {
	r := c.find(c.scope(t.account, "kms", t.region, keyTypes()), "KMS key", "aws_kms_key", t.target)
	k := &key{reading: r, client: kms.NewFromConfig(t.account.in(t.region))}
	out, why := ask(ctx, r, "kms:DescribeKey", k.client.DescribeKey, &kms.DescribeKeyInput{KeyId: &t.target})
	if why != nil || out.KeyMetadata == nil || out.KeyMetadata.Arn == nil {
		r.unseen(r.empty(why, "kms:DescribeKey"))
		return k
	}
	r.outcome = found
	k.o = r.observe("aws_kms_key", *out.KeyMetadata.Arn, keyValues(out.KeyMetadata, t.region))
	k.demand(k.o, "key_id", "customer_master_key_spec", "key_usage", "origin", "key_state")
	hide(k.o, "/deletion_window_in_days", "KMS asks for it when a key is deleted, and not before")
	return k
}

// read reads what does not stand in the description.
func (k *key) read(ctx context.Context) {
	k.policy(ctx)
	k.rotation(ctx)
	k.tags(ctx)
	k.aliases(ctx)
	k.grants(ctx)
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

func (k *key) policy(ctx context.Context) {
	out, why := ask(ctx, k.reading, "kms:GetKeyPolicy", k.client.GetKeyPolicy,
		&kms.GetKeyPolicyInput{KeyId: &k.o.Address, PolicyName: aws.String("default")})
	if why != nil || out.Policy == nil {
		k.lose(k.o, k.empty(why, "kms:GetKeyPolicy"), "its policy was", "/policy")
		return
	}
	k.o.Values["policy"] = *out.Policy
	k.told(k.o, "/policy")
}

// rotation reads whether KMS makes new material. It cannot for asymmetric keys, imported
// material and custom key stores, which is an answer too.
func (k *key) rotation(ctx context.Context) {
	out, why := ask(ctx, k.reading, "kms:GetKeyRotationStatus", k.client.GetKeyRotationStatus,
		&kms.GetKeyRotationStatusInput{KeyId: &k.o.Address})
	switch {
	case why == nil:
		k.o.Values["enable_key_rotation"] = out.KeyRotationEnabled
		if out.KeyRotationEnabled {
			k.o.Values["rotation_period_in_days"] = integer(out.RotationPeriodInDays)
		}
		k.told(k.o, "/enable_key_rotation", "/rotation_period_in_days")
	case why.kind == unset:
		k.o.Values["enable_key_rotation"] = false
		k.told(k.o, "/enable_key_rotation", "/rotation_period_in_days")
	default:
		k.lose(k.o, why, "whether it is rotated was", "/enable_key_rotation", "/rotation_period_in_days")
	}
}

func (k *key) tags(ctx context.Context) {
	var all []types.Tag
	why := pages("kms:ListResourceTags", func(marker *string) (*string, *fault) {
		out, why := ask(ctx, k.reading, "kms:ListResourceTags", k.client.ListResourceTags,
			&kms.ListResourceTagsInput{KeyId: &k.o.Address, Marker: marker})
		if why != nil || out.Tags == nil {
			return nil, k.empty(why, "kms:ListResourceTags")
		}
		all = append(all, out.Tags...)
		return out.NextMarker, nil
	})
	if why != nil {
		k.lose(k.o, why, "its tags were", "/tags")
		return
	}
	k.told(k.o, "/tags")
	k.o.Values["tags"] = tags(all, func(tag types.Tag) (*string, *string) { return tag.TagKey, tag.TagValue })
}

func (k *key) aliases(ctx context.Context) {
	why := pages("kms:ListAliases", func(marker *string) (*string, *fault) {
		out, why := ask(ctx, k.reading, "kms:ListAliases", k.client.ListAliases,
			&kms.ListAliasesInput{KeyId: &k.o.Address, Marker: marker})
		if why != nil || out.Aliases == nil {
			return nil, k.empty(why, "kms:ListAliases")
		}
		for _, alias := range out.Aliases {
			k.observe("aws_kms_alias", aws.ToString(alias.AliasArn), map[string]any{
				"name": text(alias.AliasName), "arn": text(alias.AliasArn), "target_key_id": k.o.Address,
			})
		}
		return out.NextMarker, nil
	})
	if why != nil {
		k.lack(k.o, why, "its aliases were", "aliases")
	}
}

func (k *key) grants(ctx context.Context) {
	why := pages("kms:ListGrants", func(marker *string) (*string, *fault) {
		out, why := ask(ctx, k.reading, "kms:ListGrants", k.client.ListGrants,
			&kms.ListGrantsInput{KeyId: &k.o.Address, Marker: marker})
		if why != nil || out.Grants == nil {
			return nil, k.empty(why, "kms:ListGrants")
		}
		for _, grant := range out.Grants {
			k.observe("aws_kms_grant", k.o.Address+"/grant/"+aws.ToString(grant.GrantId), grantValues(grant, k.o.Address))
		}
		return out.NextMarker, nil
	})
	if why != nil {
		k.lack(k.o, why, "its grants were", "grants")
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
