package access_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
)

// differentialCase is one of testdata/differential/*.json, which make access-differential
// writes with -freeze.
type differentialCase struct {
	caseData

	// Kind is that of a disagreement, and Simulator what the simulator decided. Both are
	// empty where it decided the same.
	Kind      string `json:"kind"`
	Simulator string `json:"simulator"`
}

// TestDifferential holds what an independent simulator decides too.
func TestDifferential(t *testing.T) {
	cases := readDifferential(t, "testdata/differential/agreed.json")
	if len(cases) < 500 {
		t.Errorf("only %d cases", len(cases))
	}
	for i := range cases {
		t.Run(cases[i].ID, func(t *testing.T) { cases[i].check(t) })
	}
}

// TestDifferentialSettled holds where the simulator decides otherwise, with what AWS
// documents of it.
func TestDifferentialSettled(t *testing.T) {
	for _, c := range readDifferential(t, "testdata/differential/settled.json") {
		t.Run(c.ID, func(t *testing.T) {
			if c.Kind == "" || c.Page == "" || c.Why == "" {
				t.Error("it does not say why")
			}
			if c.Simulator == c.Decision {
				t.Error("it is no disagreement")
			}
			c.check(t)
		})
	}
}

func readDifferential(t *testing.T, name string) []differentialCase {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	var file struct {
		Cases []differentialCase `json:"cases"`
	}
	if err := decoder.Decode(&file); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return file.Cases
}
