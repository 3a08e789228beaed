package bundle

import (
	"fmt"
	"strings"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// What the statement is, by the names that others know it by.
const (
	PayloadType   = "application/vnd.in-toto+json"
	StatementType = "https://in-toto.io/Statement/v1"
	PredicateType = "https://slsa.dev/verification_summary/v1"
	verifierID    = "https://github.com/pinelint/pinelint"
)

type statement struct {
	Type          string     `json:"_type"`
	Subject       []resource `json:"subject"`
	PredicateType string     `json:"predicateType"`
	Predicate     summary    `json:"predicate"`
}

// resource is a ResourceDescriptor of in-toto.
type resource struct {
	Name   string            `json:"name,omitempty"`
	URI    string            `json:"uri,omitempty"`
	Digest map[string]string `json:"digest"`
}

// summary is the predicate of a verification summary.
type summary struct {
	Verifier           verifier   `json:"verifier"`
	TimeVerified       string     `json:"timeVerified"`
	ResourceURI        string     `json:"resourceUri"`
	Policy             resource   `json:"policy"`
	InputAttestations  []resource `json:"inputAttestations"`
	VerificationResult string     `json:"verificationResult"`
	VerifiedLevels     []string   `json:"verifiedLevels"`
}

type verifier struct {
	ID      string            `json:"id"`
	Version map[string]string `json:"version"`
}

// Statement says in in-toto's words what a record says, about the file of the sums and so
// about every file of the bundle. It is a function of both: whoever has them can tell whether
// a signature is for them.
func Statement(record *Record, sums []byte) ([]byte, error) {
	listed, err := readSums(sums)
	if err != nil {
		return nil, err
	}
	var snapshot string
	for _, one := range listed {
		if one.name == SnapshotFile {
			snapshot = one.digest
		}
	}
	said := statement{
		Type: StatementType, PredicateType: PredicateType,
		Subject: []resource{{Name: SumsFile, Digest: sha256Of(Digest(sums))}},
		Predicate: summary{
			Verifier:          verifier{verifierID, map[string]string{"pinelint": record.Version}},
			TimeVerified:      record.Written,
			ResourceURI:       "urn:pinelint:snapshot:sha256:" + snapshot,
			Policy:            resource{URI: verifierID + "/policies", Digest: sha256Of(record.Policies.Rules)},
			InputAttestations: []resource{{Name: SnapshotFile, Digest: sha256Of(snapshot)}},
			// A run with findings, and one with gaps that count, has not passed.
			VerificationResult: "FAILED", VerifiedLevels: []string{"FAILED"},
		},
	}
	if record.Outcome.ExitCode == 0 {
		said.Predicate.VerificationResult = "PASSED"
		said.Predicate.VerifiedLevels = []string{"PINELINT_FAIL_ON_" + strings.ToUpper(record.Judging.FailOn)}
	}
	data, err := jsonv2.Marshal(said, jsonv2.Deterministic(true), jsontext.EscapeForHTML(false))
	if err != nil {
		return nil, fmt.Errorf("write the statement: %w", err)
	}
	return data, nil
}

func sha256Of(digest string) map[string]string { return map[string]string{"sha256": digest} }
