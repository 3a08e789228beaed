package access

import (
	"slices"
	"strings"
)

// evaluation is the work on one request.
type evaluation struct {
	request  *Request
	policies *Policies
	caller   identity
	resource arn
	// owner is the resource's account, empty where it is not known.
	owner string
	// trust says that the resource is a role, whose policy has no Resource; required that
	// identity policies count only as far as the resource's policy lets them.
	trust, required bool
	// restricted is how sure it is that RestrictPublicBuckets keeps the caller out.
	restricted truth
	matched    []Match
	// sides are set once an owned caller was decided about.
	sides sides
}

func newEvaluation(request *Request, policies *Policies) *evaluation {
	e := &evaluation{request: request, policies: policies, caller: parseIdentity(request.Principal)}
	e.resource, _ = parseARN(request.Resource)
	e.owner = request.ResourceAccount
	if e.owner == "" {
		e.owner = e.resource.account
	}
	e.trust = e.acts("sts:") && e.targets("iam", "role/")
	e.required = e.trust || e.acts("kms:") && e.targets("kms", "key/")
	return e
}

// targets says whether the resource is of a service and begins so, or is not known.
func (e *evaluation) targets(service, prefix string) bool {
	return e.request.Resource == "" || e.resource.service == service && strings.HasPrefix(e.resource.resource, prefix)
}

// acts says whether the action begins so.
func (e *evaluation) acts(prefix string) bool {
	return len(e.request.Action) >= len(prefix) && sameFold(e.request.Action[:len(prefix)], prefix)
}

// verdict is what one or more policies say. Only the resource's policy tells classes
// apart; all others allow directly.
type verdict struct {
	allow named
	deny  truth
}

func (v *verdict) add(other verdict) {
	for c := range other.allow {
		v.allow[c] = max(v.allow[c], other.allow[c])
	}
	v.deny = max(v.deny, other.deny)
}

// judgeAll is what policies say together; unread is why some of them could not be read.
func (e *evaluation) judgeAll(policies []*Policy, kind Kind, unread string) verdict {
	var together verdict
	for _, policy := range policies {
		together.add(e.judge(policy, kind))
	}
	if unread != "" {
		together.add(verdict{named{direct: maybe, byRole: maybe, byAccount: maybe}, maybe})
	}
	return together
}

func (e *evaluation) judge(policy *Policy, kind Kind) verdict {
	var answer verdict
	if policy == nil {
		return answer
	}
	if policy.doubt != nil {
		return verdict{named{direct: maybe, byRole: maybe, byAccount: maybe}, maybe}
	}
	for i := range policy.statements {
		s := &policy.statements[i]
		names, rest := e.apply(s, kind)
		if rest == no {
			continue
		}
		for c := range names {
			names[c] = min(names[c], rest)
		}
		if names.any() == yes {
			e.match(policy, s, kind, names)
		}
		answer.take(s, names)
	}
	return answer
}

// take adds a statement; one whose effect is not known may do either.
func (v *verdict) take(s *statement, names named) {
	limit := yes
	if s.allow && s.deny {
		limit = maybe
	}
	if s.deny {
		v.deny = max(v.deny, min(names.any(), limit))
	}
	if s.allow {
		for c := range names {
			v.allow[c] = max(v.allow[c], min(names[c], limit))
		}
	}
}

func (e *evaluation) match(policy *Policy, s *statement, kind Kind, names named) {
	if s.allow == s.deny {
		return
	}
	delegates := names[direct] != yes && names[byRole] != yes
	e.matched = append(e.matched, Match{
		Pointer: Pointer{Policy: policy.Name, Pointer: s.pointer}, Kind: kind,
		Statement: s.index, Sid: s.sid, Deny: s.deny, Delegates: delegates, of: s,
	})
}

// apply says how far a statement names the caller, and whether the rest of it applies.
func (e *evaluation) apply(s *statement, kind Kind) (named, truth) {
	rest := s.actions.match(value{text: e.request.Action}, e)
	if rest == no {
		return named{}, no
	}
	names := named{direct: yes}
	if kind == Resource {
		names = s.principals.name(&e.caller)
		if s.principals.not && s.deny {
			names.add(direct, e.bounded())
			if !s.allow && s.principals.listsAnother(&e.caller) {
				names.add(direct, yes)
			}
		}
		if names.any() == no {
			return names, no
		}
	}
	if rest = min(rest, e.covers(s)); rest == no {
		return names, no
	}
	for i := range s.conditions {
		if rest = min(rest, s.conditions[i].holds(e)); rest == no {
			return names, no
		}
	}
	if len(s.doubts) > 0 || s.misplaced(e.place(kind)) != "" || s.refused(kind) {
		rest = min(rest, maybe)
	}
	return names, rest
}

// bounded says whether the caller has a permissions boundary. NotPrincipal with Deny denies
// every identity that has one, listed or not (IAM User Guide, "NotPrincipal").
func (e *evaluation) bounded() truth {
	switch {
	case !e.caller.owned():
		return no
	case e.policies.Boundary != nil:
		return yes
	default:
		return min(truthOf(e.policies.BoundaryUnread != ""), maybe)
	}
}

// covers says whether the statement is about the resource. A trust policy always is.
func (e *evaluation) covers(s *statement) truth {
	switch {
	case !s.resources.given:
		return yes
	case e.request.Resource != "":
		return s.resources.match(value{text: e.request.Resource}, e)
	case !s.resources.not && slices.ContainsFunc(s.resources.items, func(i item) bool { return i.pattern.text == "*" }):
		return yes
	default:
		return maybe
	}
}

// place is the kind of policy by what it may hold.
func (e *evaluation) place(kind Kind) Kind {
	switch {
	case kind != Resource:
		return kind
	case e.trust:
		return Trust
	case e.resource.service == "s3" || e.resource.service == "kms" || e.required:
		return Resource
	default:
		return otherResource
	}
}
