package snapshot

// Sketch is a resource that was found and not yet read: enough to tell whether it can
// have to do with another. A large plan has tens of thousands that do not.
type Sketch struct {
	Type    string
	Address string
	// Text is JSON that has all values in it, as the source has them. Strings escape
	// nothing but what JSON says they must.
	Text []byte
	// References are all addresses of [Observation.References].
	References []string
}
