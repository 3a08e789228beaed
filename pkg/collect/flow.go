package collect

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Flow is an argument of Terraform configuration and what its value is made from.
type Flow struct {
	// Type is that of the resource, or output or module.
	Type string
	// Resource is its address without instance keys.
	Resource string
	// Argument is an attribute or a block of it.
	Argument string
	// References are the attributes that the value is made from, with instance keys.
	References []string
}

// credentialValue has, by type, the attribute that is the secret.
func credentialValue() map[string]string {
	return map[string]string{"pinecone_api_key": "key", "pinecone_service_account": "client_secret"}
}

// Credentials are the types of which resources have a secret of Pinecone's in them, sorted.
func Credentials() []string { return slices.Sorted(maps.Keys(credentialValue())) }

// IsCredential says whether resources of a type have a secret of Pinecone's in them.
func IsCredential(kind string) bool { return credentialValue()[kind] != "" }

// Reached is what of Pinecone's secrets comes to a flow.
type Reached struct {
	// Secrets are the references to them.
	Secrets []string
	// By are the references of the flow by which they come.
	By []string
}

// mostHops bounds how often a secret is handed on, which only a crafted file reaches.
const mostHops = 100

// Reach finds the flows whose values are made from secrets, directly or by way of other
// flows: what is written to a parameter may be read from it again. It asks for the flows
// several times, each with the same number, and keeps none of their lists.
func Reach(flows iter.Seq2[int, Flow], credentials []*snapshot.Observation) map[int]Reached {
	secrets, carried := map[string]bool{}, map[string][]string{}
	for _, credential := range credentials {
		if address := Keyless(credential.Address); !isData(address) {
			secrets[address] = true // a reference to all of it is one to its secret as well
			secrets[address+"."+credentialValue()[credential.Type]] = true
		}
	}
	reached := map[int]Reached{}
	changed := len(secrets) > 0
	for pass := 0; changed && pass < mostHops; pass++ {
		changed = false
		for i, flow := range flows {
			found := flow.reached(secrets, carried)
			if len(found.Secrets) == len(reached[i].Secrets) {
				continue
			}
			reached[i], changed = found, true
			for _, carrier := range flow.carriers() {
				carried[carrier] = found.Secrets
			}
		}
	}
	return reached
}

// reached is what comes by a flow's references, sorted.
func (f Flow) reached(secrets map[string]bool, carried map[string][]string) (found Reached) {
	for _, reference := range f.References {
		before := len(found.Secrets)
		plain := Keyless(reference)
		if secrets[plain] {
			found.Secrets = append(found.Secrets, reference)
		}
		for at := plain; at != ""; at = at[:max(strings.LastIndexByte(at, '.'), 0)] {
			found.Secrets = append(found.Secrets, carried[at]...)
		}
		if len(found.Secrets) > before {
			found.By = append(found.By, reference)
		}
	}
	slices.Sort(found.Secrets)
	found.Secrets = slices.Compact(found.Secrets)
	return found
}

func isData(address string) bool {
	return strings.HasPrefix(address, "data.") || strings.Contains(address, ".data.")
}

// carriers are the references by which others get the value of a flow. What a data source
// makes of its arguments is in any of its attributes.
func (f Flow) carriers() []string {
	if isData(f.Resource) {
		return []string{f.Resource}
	}
	carriers := []string{f.Address()}
	if f.Type == "terraform_data" && f.Argument == "input" {
		carriers = append(carriers, f.Resource+".output")
	}
	return carriers
}

// Address names the flow in its source.
func (f Flow) Address() string { return f.Resource + "." + f.Argument }

// KeySink is the observation of a flow of a Pinecone key that nothing but the name of a variable
// in the argument tells.
func (f Flow) KeySink(source, variable string) *snapshot.Observation {
	o := f.Sink(source, nil)
	o.Address += "." + variable
	o.References = nil
	o.Values["variable"] = variable
	return o
}

// Sink is the observation of a flow that secrets reach for certain.
func (f Flow) Sink(source string, secrets []string) *snapshot.Observation {
	return &snapshot.Observation{
		Type: "credential_sink", Source: source, Address: f.Address(), Complete: true,
		Values:     map[string]any{"resource_type": f.Type, "resource": f.Resource, "argument": f.Argument, "certain": true},
		References: map[string][]string{"/value": secrets},
	}
}

// Keyless is a reference without the instance keys in it.
func Keyless(reference string) string {
	if strings.IndexByte(reference, '[') < 0 {
		return reference
	}
	var out strings.Builder
	inKey, inText := false, false
	for i := 0; i < len(reference); i++ {
		switch b := reference[i]; {
		case inText && b == '\\':
			i++
		case inKey && b == '"':
			inText = !inText
		case b == '[' && !inText:
			inKey = true
		case b == ']' && !inText:
			inKey = false
		case !inKey:
			out.WriteByte(b)
		}
	}
	return out.String()
}
