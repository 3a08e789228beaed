package access

// Unknown is a part of a policy that cannot be told.
type Unknown struct {
	// Expression is the source text: "var.account_id".
	Expression string
	// Pattern is a string of which some parts are known, with ${expression} for each of the
	// others. Empty where nothing is.
	Pattern string
}

// Policy is a parsed policy document. It is never changed, so many can use it at once.
type Policy struct {
	Name string
	// Problems are what AWS would refuse, or what this package does not know, by pointer.
	Problems []Problem
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

// Parse compiles a policy. The document is a tree of nil, bool, string, json.Number,
// []any and map[string]any. Unknown parts have an entry by JSON pointer into it, "" for all
// of it, and are absent from maps and nil in lists. It cannot fail: what is broken is in
// [Policy.Problems], and a request that it could decide is undecided.
func Parse(name string, document any, unknown map[string]Unknown) *Policy {
	return &Policy{Name: name}
}

// ParseJSON is [Parse] for JSON text. The error names the byte where it is no JSON.
func ParseJSON(name string, data []byte) (*Policy, error) {
	return Parse(name, nil, nil), nil
}

// Statements are all statements in the order of the document.
func (p *Policy) Statements() []Statement { return nil }

// Publicity is what S3 says about a bucket policy.
type Publicity struct {
	// Public are the statements that make it public, by pointer.
	Public []Pointer
	// DependsOn are the unknown parts that could make it public, where Public is empty.
	DependsOn []Pointer
}

// Public says whether S3 calls the policy public.
func (p *Policy) Public() Publicity { return Publicity{} }
