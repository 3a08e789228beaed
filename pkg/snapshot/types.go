package snapshot

// Types says what a resource of each type can hold: the part of the snapshot's JSON
// Schema that collectors follow, so that a snapshot has what a rule can read, and
// nothing else.
type Types map[string]*Shape

// FormatPolicy is the format of an attribute that is an IAM policy document: platforms
// keep it as a string of JSON, a snapshot as the document itself.
const FormatPolicy = "iam-policy"

// FormatTime is the format of an attribute that is a point in time, as RFC 3339 writes it.
// What a snapshot has of one can be read, so that no rule has to see whether it can.
const FormatTime = "date-time"

// Shape is what JSON Schema says of one value.
type Shape struct {
	// Type is JSON Schema's: object, array, string, integer, number, boolean.
	Type   string `json:"type"`
	Format string `json:"format"`
	// Default is what the provider takes where the attribute is unset.
	Default any `json:"default"`
	// Properties are an object's; nil where it is a map or free in form.
	Properties map[string]*Shape `json:"properties"`
	// Additional is what a map's values are; nil where the object has no more properties
	// or is free in form.
	Additional *Shape `json:"additionalProperties"`
	// Items is what a list holds.
	Items *Shape `json:"items"`
	// ReadOnly marks what the platform computes where nobody sets it: unset in source
	// means known after apply, and not unset.
	ReadOnly bool `json:"readOnly"`
	// WriteOnly marks what only who declares a thing says, and no service shows.
	WriteOnly bool `json:"writeOnly"`
	// Computed has the pointers of the properties that are ReadOnly, each unknown: what an
	// observation of source says where it sets none of them. It is shared and never
	// written.
	Computed map[string]Unknown `json:"-"`
}
