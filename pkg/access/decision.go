package access

import (
	"cmp"
	"fmt"
)

// Effect is the outcome of a request.
type Effect int

// The outcomes.
const (
	// ImplicitDeny means that nothing allows it, whatever else may deny it.
	ImplicitDeny Effect = iota
	// ExplicitDeny means that a Deny statement applies.
	ExplicitDeny
	// Allowed means that it is allowed.
	Allowed
	// Undecided means that it depends on what is unknown.
	Undecided
)

// String is "allowed", "explicitDeny", "implicitDeny" or "unknown".
func (e Effect) String() string {
	switch e {
	case Allowed:
		return "allowed"
	case ExplicitDeny:
		return "explicitDeny"
	case Undecided:
		return "unknown"
	default:
		return "implicitDeny"
	}
}

// Kind says which part a policy plays in a decision.
type Kind string

// The kinds of policy.
const (
	Identity       Kind = "identity"
	Boundary       Kind = "boundary"
	Session        Kind = "session"
	ServiceControl Kind = "scp"
	Resource       Kind = "resource"
	GrantOnKey     Kind = "grant"
	// Trust is a resource policy of a role. Only [Policy.ProblemsAs] tells it from others.
	Trust Kind = "trust"
)

// Decision is an outcome with its reason.
type Decision struct {
	Effect Effect
	// Matched are the statements that surely apply to the request, Deny before Allow. Also
	// those that are not enough to allow it.
	Matched []Match
	// Stopped says what kept the nearest Allow statements from applying. Only [Explain]
	// fills it, and only where the request is not allowed.
	Stopped []Stop
	// DependsOn are the parts that are unknown and could decide, where Effect is Undecided.
	DependsOn []Pointer
}

// Match is a statement that applies, or a grant.
type Match struct {
	Pointer
	Kind Kind
	// Statement is its index in the policy, or the grant's index.
	Statement int
	Sid       string
	// Deny tells a Deny from an Allow.
	Deny bool
	// Delegates says that the statement admits the caller's account, so that the account's
	// own policies decide.
	Delegates bool
	// Conditions are the statement's, with how each was met. Only [Explain] fills it.
	Conditions []Held

	of *statement
}

// Held is a condition of a statement that applies.
type Held struct {
	Condition
	// Missing says that it was met because the request does not have the key.
	Missing bool
}

// Stop is a part of an Allow statement that does not apply to the request, or a policy
// that was needed and allows nothing like it.
type Stop struct {
	Pointer
	Kind Kind
	Sid  string
	// Clause says what the part wants, in words: `wants sts:ExternalId "x", and the request
	// has none`.
	Clause string
}

// Pointer is a place in a policy.
type Pointer struct {
	// Policy is the name that the policy was parsed with.
	Policy string
	// Pointer is a JSON pointer into it; "" is all of it.
	Pointer string
	// Expression is the source text that is unknown there, if it is.
	Expression string
	// Reason is a clause for what is unknown and has no expression: "iam:GetRole is missing".
	Reason string
}

// Reason is one sentence for a person.
func (d Decision) Reason() string {
	switch d.Effect {
	case Allowed:
		return "allowed by " + d.nearestMatch(false)
	case ExplicitDeny:
		return "denied by " + d.nearestMatch(true)
	case Undecided:
		return "it depends on " + d.unknowns()
	default:
		return "nothing allows it" + d.nearestStop()
	}
}

func (d Decision) nearestStop() string {
	if len(d.Stopped) == 0 {
		return ""
	}
	return ": " + d.Stopped[0].String() + " " + d.Stopped[0].Clause
}

func (d Decision) nearestMatch(deny bool) string {
	for _, match := range d.Matched {
		if match.Deny == deny {
			return match.String()
		}
	}
	return "what the caller is taken to be allowed" // only the resource's owner was asked
}

func (d Decision) unknowns() string {
	if len(d.DependsOn) == 0 {
		return "what is not known"
	}
	first := d.DependsOn[0]
	text := first.String()
	if said := cmp.Or(first.Expression, first.Reason); said != "" {
		text += " (" + said + ")"
	}
	if more := len(d.DependsOn) - 1; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// String is "/Statement/0 of trust policy".
func (p Pointer) String() string {
	switch {
	case p.Policy == "":
		return "the request"
	case p.Pointer == "":
		return p.Policy
	default:
		return p.Pointer + " of " + p.Policy
	}
}
