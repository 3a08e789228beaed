package access

// Unknown is a part of a policy that cannot be told.
type Unknown struct {
	// Expression is the source text: "var.account_id".
	Expression string
	// Pattern is a string of which some parts are known, with ${expression} for each of the
	// others. Empty where nothing is.
	Pattern string
	// Reason is a clause on why it is unknown, for where there is no expression to name.
	Reason string
}

// Policy is a parsed policy document. It is never changed, so many can use it at once.
type Policy struct {
	Name string
	// Problems are what AWS would refuse, or what this package does not know, by pointer.
	Problems []Problem

	statements []statement
	// doubt is set where nothing is known of the policy.
	doubt *Pointer
}

// Problem is one sentence about a part of a policy.
type Problem struct{ Pointer, Message string }

// Statement is a view of one statement for those who ask what a policy says, and not what
// it decides. Lists are lists, however they were written.
type Statement struct {
	// Pointer is "/Statement/0", or "/Statement" where it is an object.
	Pointer string
	Index   int
	Sid     string
	// Effect is "Allow", "Deny", or "" where it is unknown or broken.
	Effect string
	// Principals have their kind in Type: AWS, Service, Federated, CanonicalUser, or * for
	// the string "*".
	Principals []Part
	Actions    []Part
	Resources  []Part
	// NotPrincipal, NotAction and NotResource say that the lists exclude.
	NotPrincipal, NotAction, NotResource bool
	Conditions                           []Condition
	// Unknown are the parts that are not known, or broken.
	Unknown []Pointer
}

// Part is one string of a statement.
type Part struct {
	Pointer string
	Type    string
	// Text is as written; of an unknown, its pattern.
	Text    string
	Unknown bool
}

// Condition is one key under one operator.
type Condition struct {
	Pointer string
	// Operator is as written: "ForAnyValue:StringEqualsIfExists".
	Operator string
	// Key is as written.
	Key    string
	Values []Part
}

// Statements are all statements in the order of the document.
func (p *Policy) Statements() []Statement {
	statements := make([]Statement, 0, len(p.statements))
	for i := range p.statements {
		statements = append(statements, p.statements[i].view())
	}
	return statements
}

func (s *statement) view() Statement {
	view := Statement{
		Pointer: s.pointer, Index: s.index, Sid: s.sid,
		Principals: s.principals.view(), Actions: s.actions.view(), Resources: s.resources.view(),
		NotPrincipal: s.principals.not, NotAction: s.actions.not, NotResource: s.resources.not,
	}
	switch {
	case s.allow && !s.deny:
		view.Effect = "Allow"
	case s.deny && !s.allow:
		view.Effect = "Deny"
	}
	for i := range s.conditions {
		view.Conditions = append(view.Conditions, s.conditions[i].view())
	}
	view.Unknown = sorted(s.unknowns())
	return view
}

func (p *principals) view() []Part {
	var parts []Part
	for i := range p.entries {
		entry := &p.entries[i]
		parts = append(parts, Part{entry.pointer, entry.kind, entry.principal.text, entry.doubt != nil})
	}
	return parts
}

func (l *list) view() []Part {
	var parts []Part
	for i := range l.items {
		item := &l.items[i]
		parts = append(parts, Part{Pointer: item.pointer, Text: item.pattern.text, Unknown: item.doubt != nil})
	}
	return parts
}

func (c *condition) view() Condition {
	view := Condition{Pointer: c.pointer, Operator: c.operator, Key: c.key}
	for i := range c.operands {
		operand := &c.operands[i]
		view.Values = append(view.Values, Part{Pointer: operand.pointer, Text: operand.text, Unknown: operand.doubt != nil})
	}
	return view
}
