//go:build unix

package main

// testCase is one request with its policies, as pkg/access/testdata keeps them.
type testCase struct {
	ID       string   `json:"id"`
	Request  request  `json:"request"`
	Policies policies `json:"policies"`
	// Derived are the context keys that AWS, and package access, take from the rest of the
	// request. The simulator wants them said.
	Derived map[string][]string `json:"derived,omitempty"`
}

type request struct {
	Principal       string              `json:"principal"`
	Action          string              `json:"action"`
	Resource        string              `json:"resource"`
	ResourceAccount string              `json:"resource_account,omitempty"`
	Context         map[string][]string `json:"context,omitempty"`
}

type policies struct {
	Identity       []document    `json:"identity,omitempty"`
	Boundary       document      `json:"boundary,omitempty"`
	Session        []document    `json:"session,omitempty"`
	ServiceControl [][]document  `json:"scp,omitempty"`
	Resource       document      `json:"resource,omitempty"`
	PublicAccess   *publicAccess `json:"public_access,omitempty"`
}

type publicAccess struct {
	RestrictPublicBuckets bool
}

// document is a policy, or a part of one.
type document = map[string]any

// answer is what simulate.mjs says of a case.
type answer struct {
	// Decision is "allowed", "explicitDeny" or "implicitDeny"; empty where it refused.
	Decision string `json:"decision,omitempty"`
	// Refused says why it took the case for none.
	Refused string `json:"refused,omitempty"`
	// Ignored are the context keys that it left out.
	Ignored []string `json:"ignored,omitempty"`
}
