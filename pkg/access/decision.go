package access

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
	GrantKind      Kind = "grant"
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
	// Conditions are the statement's, with how each was met. Only [Explain] fills it.
	Conditions []Held
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

// Decide decides one request. It leaves [Decision.Stopped] empty.
func Decide(request Request, policies Policies) Decision {
	return Decision{Effect: Undecided}
}

// Explain is [Decide] with everything that a person may ask about it. It takes longer.
func Explain(request Request, policies Policies) Decision {
	return Decide(request, policies)
}

// Reason is one sentence for a person.
func (d Decision) Reason() string { return "" }
