package access

import (
	"cmp"
	"slices"
	"strings"
)

// Decide decides one request. It leaves [Decision.Stopped] empty.
func Decide(request Request, policies Policies) Decision {
	e := newEvaluation(&request, &policies)
	outcome := e.decide()
	slices.SortStableFunc(e.matched, func(a, b Match) int {
		switch {
		case a.Deny && !b.Deny:
			return -1
		case b.Deny && !a.Deny:
			return 1
		default:
			return 0
		}
	})
	decision := Decision{Effect: outcome.effect(), Matched: e.matched}
	if decision.Effect == Undecided {
		decision.DependsOn = e.dependsOn(outcome)
	}
	return decision
}

// outcome is what is known about allowing and denying.
type outcome struct{ allow, deny truth }

func (o outcome) effect() Effect {
	switch {
	case o.deny == yes:
		return ExplicitDeny
	case o.allow == no:
		return ImplicitDeny
	case o.allow == yes && o.deny == no:
		return Allowed
	default:
		return Undecided
	}
}

// sides is what each kind of policy says.
type sides struct {
	identity truth
	// own is what the resource's policy gives by class.
	own named
	// limits is boundary and session policies together, ceiling is service control.
	limits, ceiling truth
	grant           truth
}

func (e *evaluation) decide() outcome {
	if e.caller.kind == broken || e.request.Action == "" {
		return outcome{maybe, no}
	}
	p := e.policies
	resource := e.judgeAll([]*Policy{p.Resource}, Resource, p.ResourceUnread)
	s := sides{own: resource.allow, limits: yes, ceiling: yes, grant: e.grants()}
	deny := resource.deny
	if p.ACLUnread != "" && p.Ownership != "BucketOwnerEnforced" {
		s.own.add(byAccount, maybe)
	}
	e.restrict(&s.own)
	switch {
	case e.caller.kind == anonymous && e.required: // STS and KMS take only signed requests
		return outcome{no, deny}
	case !e.caller.owned():
		return outcome{max(s.own.any(), s.grant), deny}
	}
	deny = max(deny, e.callerSide(&s))
	e.sides = s
	return outcome{e.combine(&s), deny}
}

// granted says whether the caller lacks nothing but the leave of what limits him.
func (e *evaluation) granted() bool {
	s := e.sides
	s.limits, s.ceiling = yes, yes
	return e.combine(&s) == yes
}

// callerSide judges the caller's own policies, and is whether they deny.
func (e *evaluation) callerSide(s *sides) truth {
	p := e.policies
	identity := e.judgeAll(p.Identity, Identity, e.identityUnread())
	s.identity = identity.allow[direct]
	if p.AssumeCallerAllowed || e.caller.kind == root {
		s.identity = yes
	}
	deny := identity.deny
	if p.Boundary != nil || p.BoundaryUnread != "" {
		boundary := e.judgeAll([]*Policy{p.Boundary}, Boundary, p.BoundaryUnread)
		s.limits, deny = min(s.limits, boundary.allow[direct]), max(deny, boundary.deny)
	}
	if len(p.Session) > 0 || p.SessionUnread != "" {
		session := e.judgeAll(p.Session, Session, p.SessionUnread)
		s.limits, deny = min(s.limits, session.allow[direct]), max(deny, session.deny)
	}
	if e.caller.serviceLinked() {
		return deny
	}
	for _, level := range p.ServiceControl {
		control := e.judgeAll(level, ServiceControl, "")
		s.ceiling, deny = min(s.ceiling, control.allow[direct]), max(deny, control.deny)
	}
	if p.ServiceControlUnread != "" {
		s.ceiling, deny = min(s.ceiling, maybe), max(deny, maybe)
	}
	return deny
}

// identityUnread does not count where the caller is taken to be allowed anyway.
func (e *evaluation) identityUnread() string {
	if e.policies.AssumeCallerAllowed {
		return ""
	}
	return e.policies.IdentityUnread
}

// combine is the table of the IAM User Guide, "Policy evaluation logic": in one account
// either side is enough, across accounts both are needed.
func (e *evaluation) combine(s *sides) truth {
	own := min(s.identity, s.limits)
	here := max(s.own[direct], min(s.own[byRole], s.limits), min(s.own[byAccount], own), e.grantWithin(s))
	if !e.required {
		here = max(here, own)
	}
	across := max(min(own, s.own.any()), e.grantWithin(s))
	if e.staysHome() {
		across = no
	}
	switch e.owner {
	case "":
		return min(s.ceiling, agreed(here, across))
	case e.caller.account:
		return min(s.ceiling, here)
	default:
		return min(s.ceiling, across)
	}
}

// sorted orders and dedupes pointers.
func sorted(pointers []Pointer) []Pointer {
	slices.SortFunc(pointers, func(a, b Pointer) int {
		return cmp.Or(strings.Compare(a.Policy, b.Policy), strings.Compare(a.Pointer, b.Pointer),
			strings.Compare(a.Expression, b.Expression), strings.Compare(a.Reason, b.Reason))
	})
	return slices.Compact(pointers)
}
