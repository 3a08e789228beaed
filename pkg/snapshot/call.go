package snapshot

// Call is how a live source saw a thing: the evidence beside a finding on it.
type Call struct {
	// Name is the one that the service's documentation has for the call:
	// "kms:GetKeyPolicy", "GET /indexes/{index_name}".
	Name string `json:"name"`
	// Account is an AWS account or a Pinecone project; Region an AWS region.
	Account string `json:"account,omitempty"`
	Region  string `json:"region,omitempty"`
	// Time is when, in RFC 3339 and UTC.
	Time string `json:"time"`
	// RequestID is what the service's support asks for.
	RequestID string `json:"request_id,omitempty"`
}

// CallAt is how the value at a pointer was seen; nil for what stands in a file.
func (o *Observation) CallAt(pointer string) *Call {
	for at := pointer; at != ""; at = Parent(at) {
		if call := o.Calls[at]; call != nil {
			return call
		}
	}
	return o.Call
}
