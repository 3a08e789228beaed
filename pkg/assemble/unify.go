package assemble

import "github.com/pinelint/pinelint/pkg/snapshot"

// unify gives what sources write in several ways the one form that a snapshot has.
func unify(observation *snapshot.Observation) {
	fillPartition(observation)
	kind := observation.Type
	observation.Type = plainType(kind)
	switch kind {
	case "aws_kms_external_key":
		unifyKey(observation)
		observation.Values["origin"] = "EXTERNAL"
	case "aws_kms_replica_external_key":
		unifyReplica(observation)
		observation.Values["origin"] = "EXTERNAL"
	case "aws_kms_replica_key":
		unifyReplica(observation)
	case "aws_s3_bucket":
		unifyBucket(observation)
	case "aws_bedrockagent_knowledge_base":
		unifyModel(observation)
	case "pinecone_organization":
		unifyDestination(observation)
	}
}

// plainType is the type that a snapshot has for one that only Terraform tells apart from it:
// AWS has keys, and not keys of three types.
func plainType(kind string) string {
	switch kind {
	case "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_replica_external_key":
		return "aws_kms_key"
	case "aws_default_security_group":
		return "aws_security_group"
	case "aws_default_subnet":
		return "aws_subnet"
	case "aws_default_vpc":
		return "aws_vpc"
	default:
		return kind
	}
}

// unifyKey names whether a key is enabled as aws_kms_key does.
func unifyKey(key *snapshot.Observation) {
	inline(key, "/enabled", move{from: "/enabled", to: "/is_enabled"})
}

// unifyReplica names what a replica has of its primary key as aws_kms_key does.
func unifyReplica(key *snapshot.Observation) {
	unifyKey(key)
	inline(key, "/key_spec", move{from: "/key_spec", to: "/customer_master_key_spec"})
	inline(key, "/key_rotation_enabled", move{from: "/key_rotation_enabled", to: "/enable_key_rotation"})
	key.Values["multi_region"] = true
}

const primaryKey = "/primary_key_arn"

func isReplica(key *snapshot.Observation) bool {
	return key.Type == "aws_kms_key" && mayReach(key, primaryKey)
}

// inherit gives a replica what it shares with its primary key, in the places where that has
// it: AWS changes it there alone.
func inherit(replica *snapshot.Observation, graph *graph) {
	primaries := graph.targets(replica, join{pointer: primaryKey, to: "aws_kms_key"})
	clearAt(replica, primaryKey)
	if len(primaries) != 1 {
		return
	}
	for _, shared := range []string{"/customer_master_key_spec", "/key_usage", "/enable_key_rotation", "/origin"} {
		if mayReach(primaries[0], shared) || snapshot.Hides(primaries[0].Unknown, shared) {
			set(primaries[0], replica, shared, move{from: shared, to: shared})
		}
	}
}
