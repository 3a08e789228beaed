package assemble

import (
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// foldBucketPart writes one of the resources that Terraform splits a bucket over into it.
func foldBucketPart(part, into *snapshot.Observation) {
	switch part.Type {
	case "aws_s3_bucket_policy":
		set(part, into, "/policy", move{from: "/policy", to: "/policy"})
	case "aws_s3_bucket_acl":
		set(part, into, "/acl", move{from: "/acl", to: "/acl"})
	case "aws_s3_bucket_ownership_controls":
		set(part, into, "/ownership", move{from: "/rule/object_ownership", to: "/ownership"})
	case "aws_s3_bucket_versioning":
		set(part, into, "/versioning", move{from: "/versioning_configuration/status", to: "/versioning/status"})
	case "aws_s3_bucket_public_access_block":
		set(part, into, "/public_access_block", blockMoves("/public_access_block")...)
	case "aws_s3_bucket_server_side_encryption_configuration":
		set(part, into, "/encryption", encryptionMoves("/rule")...)
	case "aws_s3_bucket_object_lock_configuration":
		set(part, into, "/object_lock", lockMoves("/rule")...)
	case "aws_s3_bucket_lifecycle_configuration":
		set(part, into, "/lifecycle_rules", lifecycleMoves("/rule", size(part.Values["rule"]))...)
	}
}

// blockAccounts writes the public access block of an account into the buckets of the same
// provider configuration, and so of the same account, if the block names no other. A plan does
// not say whose configuration made what.
func blockAccounts(unit []*snapshot.Observation) {
	const provider = "/provider"
	for _, block := range unit {
		if block.Type != "aws_s3_account_public_access_block" || isPlan(block.Source) || mayReach(block, "/account_id") {
			continue
		}
		for _, bucket := range unit {
			if bucket.Type == "aws_s3_bucket" && slices.Equal(bucket.References[provider], block.References[provider]) {
				set(certain(block, bucket), bucket, "/account_public_access_block", blockMoves("/account_public_access_block")...)
			}
		}
	}
}

func blockMoves(to string) []move {
	return each("", to, "block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
}

func encryptionMoves(from string) []move {
	return append(
		each(from+"/apply_server_side_encryption_by_default", "/encryption", "sse_algorithm", "kms_master_key_id"),
		each(from, "/encryption", "bucket_key_enabled")...,
	)
}

func lockMoves(from string) []move {
	return each(from+"/default_retention", "/object_lock", "mode", "days", "years")
}

// unifyBucket brings the blocks that aws_s3_bucket had before it was split into the form
// of a snapshot.
func unifyBucket(bucket *snapshot.Observation) {
	forgetComputed(bucket)
	inline(bucket, "/versioning/enabled", move{from: "/versioning/enabled", to: "/versioning/status", as: status})
	encryption, lock := "/server_side_encryption_configuration", "/object_lock_configuration"
	inline(bucket, encryption, encryptionMoves(encryption+"/rule")...)
	inline(bucket, lock, append(
		lockMoves(lock+"/rule"),
		move{from: lock + "/object_lock_enabled", to: "/object_lock_enabled", as: enabledOrNil},
	)...)
	rules := size(bucket.Values["lifecycle_rule"])
	inline(bucket, "/lifecycle_rule", lifecycleMoves("/lifecycle_rule", rules)...)
}

// forgetComputed drops what a plan does not know because nobody sets it: the provider reads
// those blocks back from AWS, and AWS has its default there.
func forgetComputed(bucket *snapshot.Observation) {
	if !strings.HasPrefix(bucket.Source, "plan ") {
		return
	}
	for _, block := range []string{
		"/acl", "/lifecycle_rule", "/object_lock_configuration", "/object_lock_enabled", "/policy",
		"/server_side_encryption_configuration", "/versioning",
	} {
		if _, ok := bucket.Unknown[block]; ok && !mayReach(bucket, block) {
			bucket.Unknown = maps.Clone(bucket.Unknown)
			delete(bucket.Unknown, block)
		}
	}
}

func status(enabled any) any {
	if enabled == true {
		return "Enabled"
	}
	return "Disabled"
}

func enabledOrNil(value any) any {
	if value == "Enabled" {
		return true
	}
	return nil
}

// lifecycleMoves give each rule one prefix and one map of tags, wherever its filter has them.
func lifecycleMoves(from string, rules int) []move {
	moves := []move{{from: from, to: "/lifecycle_rules", as: places, shallow: true}}
	for i := range rules {
		rule, to := snapshot.Element(from, i), snapshot.Element("/lifecycle_rules", i)
		moves = append(moves,
			move{from: rule, to: to, as: emptyObject, shallow: true},
			move{from: rule + "/enabled", to: to + "/status", as: status},
			move{from: rule + "/filter/tag", to: to + "/tags", as: tagMap},
		)
		moves = append(moves, each(rule, to, "id", "status", "prefix", "tags", "expiration")...)
		for _, filter := range []string{rule + "/filter", rule + "/filter/and"} {
			moves = append(moves, each(filter, to, "prefix", "tags", "object_size_greater_than", "object_size_less_than")...)
		}
	}
	return moves
}

func places(list any) any { return make([]any, size(list)) }

func emptyObject(any) any { return map[string]any{} }

// tagMap is the tag of a filter as a map of tags.
func tagMap(value any) any {
	tag, _ := value.(map[string]any)
	if key, ok := tag["key"].(string); ok && key != "" {
		return map[string]any{key: tag["value"]}
	}
	return nil
}

func size(value any) int {
	list, _ := value.([]any)
	return len(list)
}
