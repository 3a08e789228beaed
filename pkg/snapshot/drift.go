package snapshot

// Drift is how what is declared of a resource, and what services show of it, go together.
// A resource has it where a service was asked for its like.
type Drift struct {
	// Live says of what is declared whether a service shows it: of the resource itself, and of
	// what it names elsewhere.
	Live []Sight `json:"live,omitempty"`
	// Declared says of what a service shows, among things that are declared, whether it is too.
	Declared *Sight `json:"declared,omitempty"`
	// Compared says that a service shows what is declared, so that values could be compared.
	Compared bool `json:"compared,omitempty"`
	// Differences are the declared values that are not those that a service shows, and the
	// shown ones of lists and policies that are not declared.
	Differences []Difference `json:"differences,omitempty"`
	// Open are the values that could not be compared, by pointer.
	Open []Opening `json:"open,omitempty"`
}

// The states of a [Sight].
const (
	// Seen means that it is there.
	Seen = "seen"
	// Missing means that it is not, as everything was read that could have it.
	Missing = "missing"
	// Unclear means that nobody can tell.
	Unclear = "unclear"
)

// Sight is whether something is there.
type Sight struct {
	// Pointer is what names it, empty for the resource itself.
	Pointer string `json:"pointer"`
	State   string `json:"state"`
	// Reason is a clause of what is missing or unclear: "is not in project search".
	Reason string `json:"reason,omitempty"`
	// By is how a service showed that it is missing, nil where no single call did.
	By *Shown `json:"by,omitempty"`
}

// Difference is a value that is declared and another that a service shows instead. One of
// both may be unset.
type Difference struct {
	// Pointer is the value's among those of the declaration.
	Pointer  string `json:"pointer"`
	Declared Shown  `json:"declared"`
	Live     Shown  `json:"live"`
}

// Shown is a value as one source has it.
type Shown struct {
	Source  string `json:"source"`
	Address string `json:"address,omitempty"`
	Pointer string `json:"pointer"`
	// Value is redacted, as all of a snapshot; nil where it is unset. Of a string that is
	// unknown in part it is the pattern.
	Value any `json:"value,omitempty"`
	// Call is how a live source saw it.
	Call *Call `json:"call,omitempty"`
}

// Opening is a value that could not be compared, and why.
type Opening struct {
	Pointer string `json:"pointer"`
	// Reason is a clause.
	Reason string `json:"reason"`
}
