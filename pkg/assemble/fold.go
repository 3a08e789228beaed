package assemble

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// fold writes resources that are only a part of another into it: a rule of a security
// group, an inline policy of a role. Terraform splits them; AWS does not. The part's
// positions go along, so that a finding lands where the part stands. Apart are those that name
// what they belong to by a name that nothing in the unit has, and lost those of which nothing tells.
func fold(unit []*snapshot.Observation) (apart []*snapshot.Observation, lost []*adrift) {
	graph := sync.OnceValue(func() *graph { return newGraph(unit) }) // most units have no parts
	for _, part := range unit {
		unify(part)
		nameBucket(part)
	}
	blockAccounts(unit)
	for _, part := range unit {
		if whole, ok := wholeOf(part.Type); ok && isDeleted(part) {
			for _, target := range graph().targets(part, join{pointer: whole.pointer, to: whole.to}) {
				takeAway(part, target, whole.write)
			}
		}
	}
	var strays strays
	for _, part := range exclusiveLast(unit) {
		whole, ok := wholeOf(part.Type)
		if !ok || isDeleted(part) || foldInto(part, whole, graph()) {
			continue
		}
		strays.add(part, whole)
		if len(namesOfWhole(part)) > 0 {
			apart = append(apart, part)
		}
		lost = addAdrift(lost, part, unit, graph())
	}
	strays.fold(unit)
	unnamed(unit, graph)
	for _, one := range unit {
		if isReplica(one) {
			inherit(one, graph())
		}
		if namesLists(one) {
			spell(one, graph())
		}
	}
	return apart, lost
}

// foldInto folds a part into what it belongs to in its unit, and says whether there is anything.
func foldInto(part *snapshot.Observation, of whole, graph *graph) bool {
	targets := graph.targets(part, join{pointer: of.pointer, to: of.to})
	for _, target := range targets {
		known := certain(part, target)
		if reason := graph.unsettled(part, of.pointer, target); reason != "" && !isOptional(target) {
			known = unsure(part, unowned(part.Address)+": "+reason)
		}
		of.write(known, target)
	}
	return len(targets) > 0
}

// borrowed are the pairs of types of which fold writes something of the second into the first,
// though it is no part of it.
func borrowed() [][2]string {
	return [][2]string{
		{"aws_kms_key", "aws_kms_key"}, // a replica has its primary key's settings
		{"aws_security_group", prefixList},
	}
}

// isDeleted says whether a plan takes a part away.
func isDeleted(part *snapshot.Observation) bool { return deletes(part.Values) }

// deletes says whether the change in some values is to delete what they are of.
func deletes(values map[string]any) bool {
	actions, _ := snapshot.Lookup(values, "/change/actions")
	list, _ := actions.([]any)
	return len(list) == 1 && list[0] == "delete"
}

// isCertain says whether a part is known to be there with its whole.
func isCertain(part, into *snapshot.Observation) bool {
	some := strings.Count(part.Address, snapshot.SomeInstance)
	stood := func(address string) bool { return some <= strings.Count(address, snapshot.SomeInstance) }
	return (stood(into.Address) || slices.ContainsFunc(into.Formerly, stood)) &&
		!slices.ContainsFunc(part.Conditions, func(name string) bool { return !slices.Contains(into.Conditions, name) })
}

// certain is a part as far as it is known to be there with its whole: of one whose count,
// for_each or condition is unknown, while that of the whole is not, or that is unknown as a whole,
// only what it would be called.
func certain(part, into *snapshot.Observation) *snapshot.Observation {
	if why, hidden := part.Unknown[""]; hidden {
		return unsure(part, why.Reason)
	}
	if isCertain(part, into) {
		return part
	}
	return unsure(part, unmade(part))
}

// unmade says that nobody knows whether a part is made.
func unmade(part *snapshot.Observation) string {
	return "nothing that was read says whether " + strings.ReplaceAll(part.Address, snapshot.SomeInstance, "") + " is made"
}

// unowned says that nobody knows what a part is of.
func unowned(address string) string {
	return "nothing that was read says what " + strings.ReplaceAll(address, snapshot.SomeInstance, "") + " belongs to"
}

// unsure is what is known of a part of which nobody knows whether it is there.
func unsure(part *snapshot.Observation, reason string) *snapshot.Observation {
	why := snapshot.Unknown{Reason: reason}
	doubted := *part
	doubted.Values, doubted.Unknown, doubted.References = map[string]any{}, map[string]snapshot.Unknown{}, nil
	doubted.Locations = nil
	if place, ok := part.Locations.Get(""); ok {
		doubted.Locations.Set("", place)
	}
	for name, value := range part.Values {
		if name == "name" || name == "type" {
			doubted.Values[name] = value
		} else {
			doubted.Unknown[snapshot.Child("", name)] = why
		}
	}
	for pointer := range part.Unknown {
		if tokens := snapshot.Tokens(pointer); len(tokens) > 0 {
			doubted.Unknown[snapshot.Child("", tokens[0])] = why
		}
	}
	return &doubted
}

// whole says what a part belongs to, by which attribute, and how it is written into it.
type whole struct {
	pointer string
	to      string
	write   func(part, into *snapshot.Observation)
}

func wholeOf(kind string) (whole, bool) {
	switch kind {
	case "aws_security_group_rule":
		return whole{"/security_group_id", "aws_security_group", foldRule}, true
	case "aws_vpc_security_group_ingress_rule":
		return whole{"/security_group_id", "aws_security_group", foldIngress}, true
	case "aws_vpc_security_group_egress_rule":
		return whole{"/security_group_id", "aws_security_group", foldEgress}, true
	case "aws_iam_role_policy":
		return whole{"/role", "aws_iam_role", foldRolePolicy}, true
	case "aws_iam_role_policy_attachment":
		return whole{"/role", "aws_iam_role", foldAttachment}, true
	case "aws_iam_policy_attachment":
		return whole{"/roles", "aws_iam_role", foldAttachment}, true
	case "aws_iam_role_policy_attachments_exclusive", exclusiveInline:
		return whole{"/role_name", "aws_iam_role", foldExclusive}, true
	case "aws_kms_key_policy":
		return whole{"/key_id", "aws_kms_key", foldKeyPolicy}, true
	case "aws_ec2_managed_prefix_list_entry":
		return whole{"/prefix_list_id", prefixList, foldPrefix}, true
	case "aws_vpc_endpoint_private_dns":
		return whole{"/vpc_endpoint_id", "aws_vpc_endpoint", foldPrivateDNS}, true
	case "aws_vpc_endpoint_subnet_association":
		return whole{"/vpc_endpoint_id", "aws_vpc_endpoint", foldSubnet}, true
	case "aws_vpc_endpoint_security_group_association":
		return whole{"/vpc_endpoint_id", "aws_vpc_endpoint", foldSecurityGroup}, true
	case "aws_route53_zone_association":
		return whole{"/zone_id", "aws_route53_zone", foldZone}, true
	case "aws_s3_bucket_policy", "aws_s3_bucket_acl", "aws_s3_bucket_ownership_controls", "aws_s3_bucket_versioning",
		"aws_s3_bucket_public_access_block", "aws_s3_bucket_server_side_encryption_configuration",
		"aws_s3_bucket_object_lock_configuration", "aws_s3_bucket_lifecycle_configuration":
		return whole{"/bucket", "aws_s3_bucket", foldBucketPart}, true
	default:
		return whole{}, false
	}
}

// folded says whether a type has become a part of others and is no resource of its own.
func folded(kind string) bool {
	_, ok := wholeOf(kind)
	return ok
}

// appendElement adds a value to a list and says where. The part's own place becomes the
// element's.
func appendElement(part, into *snapshot.Observation, pointer string, value any) string {
	key := strings.TrimPrefix(pointer, "/")
	list, _ := into.Values[key].([]any)
	at := snapshot.Element(pointer, len(list))
	into.Values[key] = append(slices.Clip(list), value)
	if place, ok := part.Locations.Get(""); ok {
		into.Locations.Set(at, place)
	}
	return at
}

// moveFacts copies positions, unknowns and references from one pointer of a part to one
// of the whole, with all below it, and says whether something there is unknown.
func moveFacts(part, into *snapshot.Observation, from, to string) bool {
	for _, placed := range part.Locations {
		if snapshot.Within(placed.Pointer, from) {
			into.Locations.Set(to+placed.Pointer[len(from):], placed.Position)
		}
	}
	unknown := false
	for pointer, why := range part.Unknown {
		if snapshot.Within(pointer, from) {
			setUnknown(into, to+pointer[len(from):], why)
			unknown = true
		}
	}
	for pointer, references := range part.References {
		if snapshot.Within(pointer, from) {
			at := to + pointer[len(from):]
			into.References = written(into.References)
			into.References[at] = append(slices.Clip(into.References[at]), referredTo(part, into, references)...)
		}
	}
	return unknown
}

// referredTo are references of a part as what it belongs to has them, be it of another source.
func referredTo(part, into *snapshot.Observation, references []string) []string {
	if part.Source == into.Source {
		return references
	}
	all := make([]string, len(references))
	for i, reference := range references {
		all[i] = snapshot.Reference(snapshot.Referred(part.Source, reference))
	}
	return all
}

func setUnknown(into *snapshot.Observation, pointer string, why snapshot.Unknown) {
	into.Unknown = written(into.Unknown)
	into.Unknown[pointer] = why
}

// written is a map that may be written: collectors share theirs between observations.
func written[V any](shared map[string]V) map[string]V {
	if shared == nil {
		return map[string]V{}
	}
	return maps.Clone(shared)
}

func foldPrivateDNS(part, into *snapshot.Observation) {
	set(part, into, "/private_dns_enabled", move{from: "/private_dns_enabled", to: "/private_dns_enabled"})
}

func foldSubnet(part, into *snapshot.Observation) {
	foldElement(part, into, "subnet_id", "/subnet_ids")
}

func foldSecurityGroup(part, into *snapshot.Observation) {
	foldElement(part, into, "security_group_id", "/security_group_ids")
}

// foldElement adds an attribute of a part to a list of the whole; an unknown one holds
// its place as null.
func foldElement(part, into *snapshot.Observation, from, to string) {
	at := appendElement(part, into, to, part.Values[from])
	moveFacts(part, into, "/"+from, at)
}

func foldKeyPolicy(part, into *snapshot.Observation) {
	set(part, into, "/policy", move{from: "/policy", to: "/policy"})
}

func foldZone(part, into *snapshot.Observation) {
	foldObject(part, into, "vpc_id", "/vpc")
}

// foldObject adds an attribute of a part to a list of the whole, as an object that has it alone.
func foldObject(part, into *snapshot.Observation, name, to string) {
	object := map[string]any{}
	at := appendElement(part, into, to, object)
	if value, ok := part.Values[name]; ok {
		object[name] = value
	}
	moveFacts(part, into, "/"+name, snapshot.Child(at, name))
}
