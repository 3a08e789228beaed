package policyjson

import (
	"bytes"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// account reads the roles and the managed policies of what lists them: `aws iam
// get-account-authorization-details` (IAM API Reference, GetAccountAuthorizationDetails) and
// `aws iam list-roles`, which has of a role only who may assume it. It says whether the
// document is one of these.
func (c *collector) account(text *collect.Text, parsed *collect.JSONDocument) bool {
	a := account{collector: c, text: text, value: parsed.Value, spans: parsed.Spans, at: map[string]int{}}
	details, roles := a.list("/RoleDetailList"), a.list("/Roles")
	if len(details)+len(roles) == 0 {
		return false
	}
	for i, span := range parsed.Spans {
		a.at[span.Pointer] = i
	}
	found := false
	for i := range roles {
		role := a.role(snapshot.Element("/Roles", i))
		found = found || role != nil
	}
	for i := range details {
		at := snapshot.Element("/RoleDetailList", i)
		if role := a.role(at); role != nil {
			found = true
			a.permissions(role, at)
		}
	}
	for i := range a.list("/Policies") {
		a.managed(snapshot.Element("/Policies", i))
	}
	return found
}

// listsRoles tells what [collector.account] reads by how it begins.
func listsRoles(data []byte) bool {
	return bytes.Contains(data, []byte(`DetailList"`)) || bytes.Contains(data, []byte(`"AssumeRolePolicyDocument"`))
}

type account struct {
	*collector
	text  *collect.Text
	value any
	spans []collect.Span
	at    map[string]int // the place of a pointer's span
}

func (a *account) list(pointer string) []any {
	value, _ := snapshot.Lookup(a.value, pointer)
	list, _ := value.([]any)
	return list
}

func (a *account) word(pointer string) string {
	value, _ := snapshot.Lookup(a.value, pointer)
	text, _ := value.(string)
	return collect.Redact(text)
}

// role is one with who may assume it, nil for what is none.
func (a *account) role(at string) *snapshot.Observation {
	arn := a.word(at + "/Arn")
	if !strings.Contains(arn, ":role/") {
		return nil
	}
	role := a.owner("aws_iam_role", arn, nil)
	a.mark(role, "", at+"/RoleName")
	if boundary := at + "/PermissionsBoundary/PermissionsBoundaryArn"; a.word(boundary) != "" {
		role.Values["permissions_boundary"] = a.word(boundary)
		a.mark(role, "/permissions_boundary", boundary)
	}
	a.policy(role, at+"/AssumeRolePolicyDocument", "/assume_role_policy")
	return role
}

// permissions are all policies of a role.
func (a *account) permissions(role *snapshot.Observation, at string) {
	for i := range a.list(at + "/RolePolicyList") {
		one := snapshot.Element(at+"/RolePolicyList", i)
		a.policy(role, one+"/PolicyDocument", snapshot.Child("/inline_policies", a.word(one+"/PolicyName")))
	}
	if role.Values["managed_policy_arns"] != nil {
		return // told before
	}
	arns := []any{}
	for i := range a.list(at + "/AttachedManagedPolicies") {
		arn := snapshot.Element(at+"/AttachedManagedPolicies", i) + "/PolicyArn"
		a.mark(role, snapshot.Element("/managed_policy_arns", len(arns)), arn)
		arns = append(arns, a.word(arn))
	}
	role.Values["managed_policy_arns"] = arns
	role.Complete = true
}

// managed is a managed policy in its default version.
func (a *account) managed(at string) {
	arn := a.word(at + "/Arn")
	for i := range a.list(at + "/PolicyVersionList") {
		version := snapshot.Element(at+"/PolicyVersionList", i)
		if value, _ := snapshot.Lookup(a.value, version+"/IsDefaultVersion"); value != true || arn == "" {
			continue
		}
		policy := a.owner("aws_iam_policy", arn, nil)
		a.mark(policy, "", at+"/PolicyName")
		a.policy(policy, version+"/Document", "/policy")
	}
}

// policy attaches what stands at a pointer of the answer, unless somebody named another one.
// What is there and is no policy is unknown.
func (a *account) policy(owner *snapshot.Observation, at, pointer string) {
	value, there := snapshot.Lookup(a.value, at)
	if _, has := snapshot.Lookup(owner.Values, pointer); has || !there {
		return
	}
	if document := policyAt(value, a.below(at)); document != nil {
		a.source.Counts["policies"]++
		(&policy{text: a.text, document: document}).attach(owner, pointer)
		return
	}
	unknown := snapshot.Unknown{Reason: "what AWS printed there is no policy"}
	if i, ok := a.at[at]; ok {
		place := a.text.Location(a.spans[i].Start, a.spans[i].End)
		unknown.Location = &place
	}
	setUnknown(owner, pointer, unknown)
}

// mark says where the answer has what an observation has at a pointer.
func (a *account) mark(o *snapshot.Observation, pointer, at string) {
	if _, known := o.Locations.Get(pointer); known {
		return
	}
	if i, ok := a.at[at]; ok {
		place := a.text.Location(a.spans[i].Start, a.spans[i].End)
		o.Locations.Set(pointer, snapshot.Position{Location: place})
	}
}

// below is what [below] is, without looking at all that the answer has.
func (a *account) below(pointer string) []collect.Span {
	from, ok := a.at[pointer]
	if !ok {
		return nil
	}
	to := from + 1
	for to < len(a.spans) && strings.HasPrefix(a.spans[to].Pointer, pointer+"/") {
		to++
	}
	return below(a.spans[from:to], pointer)
}
