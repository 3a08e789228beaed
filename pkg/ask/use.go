package ask

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// use answers what a role can do with its keys and buckets. It returns the role's own policies.
func (a *asker) use(role *snapshot.Resource, out *snapshot.Access) access.Policies {
	own := a.identity(role, out)
	keys := a.linked(role, "keys")
	for _, bucket := range a.linked(role, "buckets") {
		if !role.Serves("audit_logs") || !bucket.Serves("audit_logs") {
			continue
		}
		a.useBucket(role, bucket, own, out)
		a.rests(bucket, "/encryption")
		for _, key := range a.linked(bucket, "kms_key") {
			if !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	for _, key := range keys {
		a.useKey(role, key, own, out)
	}
	if role.Serves("cmek") {
		a.useStrangeKeys(role, own, out)
	}
	a.elsewhere(role, own, out)
	return own
}

// identity are a role's own policies.
func (a *asker) identity(role *snapshot.Resource, out *snapshot.Access) access.Policies {
	policies := access.Policies{Now: a.options.Now}
	unread := func(pointer, clause string) {
		out.Unread = append(out.Unread, snapshot.Place{Resource: role.ID, Pointer: pointer, Clause: clause})
		policies.IdentityUnread = clause
	}
	take := func(read *document) {
		policies.Identity = append(policies.Identity, read.policy)
		for _, statement := range read.statements {
			out.Permissions = append(out.Permissions, a.statement(read, statement))
		}
	}
	add := func(holder *snapshot.Resource, pointer string) {
		read, reason := a.document(holder, pointer)
		switch {
		case reason != "":
			unread("", reason)
		case read != nil:
			take(read)
		}
	}
	for _, name := range a.inline(role) {
		add(role, snapshot.Child("/inline_policies", name))
	}
	for _, managed := range a.linked(role, "policies") {
		add(managed, "/policy")
	}
	for _, pointer := range a.unreadPolicies(role, unread) {
		take(a.administers(role, pointer))
	}
	a.boundary(role, &policies)
	return policies
}

// inline are the names of a role's inline policies, also of those that are not known.
func (a *asker) inline(role *snapshot.Resource) []string {
	known, _ := role.Values["inline_policies"].(map[string]any)
	all := sortedKeys(known)
	for pointer := range role.Unknown {
		if rest, ok := strings.CutPrefix(pointer, "/inline_policies/"); ok {
			all = append(all, snapshot.Tokens("/" + rest)[0])
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// unreadPolicies tells of policies that a role may have, or has, and that nobody read. It
// returns where one of them is the administrator's.
func (a *asker) unreadPolicies(role *snapshot.Resource, unread func(pointer, clause string)) (administers []string) {
	attached, _ := role.Values["managed_policy_arns"].([]any)
	for i, arn := range attached {
		name, _ := arn.(string)
		at := snapshot.Element("/managed_policy_arns", i)
		if id := a.names.byARN[name]; id != "" || a.attached(role, at) {
			continue
		}
		if isAdministrator(name) {
			administers = append(administers, at)
			continue
		}
		why := role.Unknown[at]
		if name = cmp.Or(name, why.Expression); name == "" {
			unread(at, why.Reason)
			continue
		}
		unread(at, "the policy "+name+" was not read")
	}
	for _, pointer := range []string{"/inline_policies", "/managed_policy_arns"} {
		if a.rests(role, pointer) {
			continue
		}
		if why, ok := role.Unknown[pointer]; ok {
			unread(pointer, doubt(access.Pointer{Expression: why.Expression, Reason: why.Reason}))
		}
		if permission, ok := role.Unread[pointer]; ok {
			unread(pointer, "the permission "+permission+" is missing")
		}
	}
	if !role.Complete {
		unread("", "no source that was read holds all policies of the role")
	}
	a.unreadSources(role, unread)
	return administers
}

// unreadSources tells of what declares the role and was not read to its end.
func (a *asker) unreadSources(role *snapshot.Resource, unread func(pointer, clause string)) {
	for _, observation := range role.Observations {
		for _, source := range a.sources {
			if source.ID == observation.Source && source.Status != snapshot.Complete && observation.Complete {
				unread("", source.ID+" was not read completely, and could attach a policy")
			}
		}
	}
}

// attached says whether what a reference at the pointer leads to is in the snapshot.
func (a *asker) attached(role *snapshot.Resource, pointer string) bool {
	return slices.ContainsFunc(role.Observations, func(o *snapshot.Observation) bool {
		return slices.ContainsFunc(o.References[pointer], func(reference string) bool {
			return slices.ContainsFunc(a.references.Resolve(o.Source, reference), func(target *snapshot.Observation) bool {
				return target.Type == "aws_iam_policy" && a.references.Resource(target) != nil &&
					a.references.Unsettled(o, pointer, target) == ""
			})
		})
	})
}

func (a *asker) boundary(role *snapshot.Resource, policies *access.Policies) {
	arn := snapshot.Text(role.Values, "permissions_boundary")
	_, unknown := role.Unknown["/permissions_boundary"]
	a.rests(role, "/permissions_boundary")
	if arn == "" && !unknown {
		return
	}
	for _, holder := range a.linked(role, "boundary") {
		if read, _ := a.document(holder, "/policy"); read != nil {
			policies.Boundary = read.policy
			return
		}
	}
	policies.BoundaryUnread = "the role's permissions boundary was not read"
}
