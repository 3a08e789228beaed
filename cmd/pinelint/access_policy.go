package main

import (
	"errors"
	"fmt"
	"hash/maphash"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/finding"
)

// accessProblem is what AWS would refuse in a policy, or what pinelint does not know.
type accessProblem struct {
	Policy   string            `json:"policy"`
	Pointer  string            `json:"pointer"`
	Message  string            `json:"message"`
	Location *finding.Location `json:"location,omitempty"`
}

// readPolicy is a policy with what is wrong with it in its place.
type readPolicy struct {
	policy   *access.Policy
	problems []accessProblem
}

// parsePolicy reads the policy that stands in a field of a question.
type parsePolicy func(field string, kind access.Kind, raw jsontext.Value) (*readPolicy, error)

// policyReading reads the policies of one question, up to the first that is none.
type policyReading struct {
	parse    parsePolicy
	problems []accessProblem
	err      error
}

func (r *policyReading) one(field string, kind access.Kind, raw jsontext.Value) *access.Policy {
	if len(raw) == 0 || raw.Kind() == 'n' || r.err != nil {
		return nil
	}
	read, err := r.parse(field, kind, raw)
	if err != nil {
		r.err = err
		return nil
	}
	r.problems = append(r.problems, read.problems...)
	return read.policy
}

func (r *policyReading) all(field string, kind access.Kind, raws []jsontext.Value) []*access.Policy {
	var policies []*access.Policy
	for i, raw := range raws {
		if policy := r.one(element(field, i), kind, raw); policy != nil {
			policies = append(policies, policy)
		}
	}
	return policies
}

func element(field string, i int) string { return field + "/" + strconv.Itoa(i) }

// parseField reads a policy under the name of its field.
func parseField(field string, kind access.Kind, raw jsontext.Value) (*readPolicy, error) {
	if !isObject(raw) {
		return nil, fmt.Errorf("%s is %s: it should be an object", field, jsonNoun(raw.Kind()))
	}
	document, err := collect.ParseJSON(raw)
	if err != nil {
		return nil, fmt.Errorf("%s %w", field, err)
	}
	return compilePolicy(access.Parse(field, document, nil), kind), nil
}

func isObject(raw jsontext.Value) bool { return raw.Kind() == '{' }

func compilePolicy(policy *access.Policy, kind access.Kind) *readPolicy {
	read := &readPolicy{policy: policy}
	for _, problems := range [][]access.Problem{policy.Problems, policy.ProblemsAs(kind)} {
		for _, problem := range problems {
			read.problems = append(read.problems, accessProblem{
				Policy: policy.Name, Pointer: collect.Redact(problem.Pointer), Message: collect.Redact(problem.Message),
			})
		}
	}
	return read
}

// The bounds of a policyCache, for each of its two halves.
const (
	cachedPolicies = 2_000
	cachedBytes    = 1 << 20
	// seenPolicies bounds the memory of what was asked for once.
	seenPolicies = 8 * cachedPolicies
)

// policyCache keeps the policies that were read last: many requests are about few
// policies. What has not been asked for since the young half was filled is forgotten, and
// what was asked for once is not kept.
type policyCache struct {
	young, old map[policyKey]*readPolicy
	bytes      int // of the keys in young
	// seen has the hashes of what was asked for.
	seen map[uint64]bool
	seed maphash.Seed
}

type policyKey struct {
	field string
	kind  access.Kind
	text  string
}

// parse is parseField with a memory.
func (c *policyCache) parse(field string, kind access.Kind, raw jsontext.Value) (*readPolicy, error) {
	if c.first(raw) {
		return parseField(field, kind, raw)
	}
	if read, ok := c.young[policyKey{field, kind, string(raw)}]; ok {
		return read, nil
	}
	key := policyKey{field, kind, string(raw)}
	read, ok := c.old[key]
	if !ok {
		var err error
		if read, err = parseField(field, kind, raw); err != nil {
			return nil, err
		}
	}
	c.keep(key, read)
	return read, nil
}

// first says whether a text is asked for the first time, as far as is remembered.
func (c *policyCache) first(raw jsontext.Value) bool {
	if c.seen == nil || len(c.seen) >= seenPolicies {
		if c.seen == nil {
			c.seed = maphash.MakeSeed()
		}
		c.seen = make(map[uint64]bool, seenPolicies)
	}
	hash := maphash.Bytes(c.seed, raw)
	if c.seen[hash] {
		return false
	}
	c.seen[hash] = true
	return true
}

func (c *policyCache) keep(key policyKey, read *readPolicy) {
	if len(key.text) > cachedBytes/8 {
		return
	}
	if c.young == nil || len(c.young) >= cachedPolicies || c.bytes+len(key.text) > cachedBytes {
		c.young, c.old, c.bytes = map[policyKey]*readPolicy{}, c.young, 0
	}
	c.young[key] = read
	c.bytes += len(key.text)
}

var errContext = errors.New("a condition key has strings, numbers, booleans, or a list of them")
