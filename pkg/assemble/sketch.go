package assemble

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/ask"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// MayKeep says for each resource of a unit whether [Assembler.Observe] may keep it. It
// reads no values: strings that are equal, anywhere in two resources of types that may be
// joined, count as a join. So it keeps more than Observe, and never less.
func (a *Assembler) MayKeep(unit []snapshot.Sketch) []bool {
	s := newSieve(unit, a.planned())
	s.options = a.options
	for i := range unit {
		s.register(i)
	}
	kept := make([]bool, len(unit))
	var pending []int32
	for i := range unit {
		if s.relate(i) {
			kept[i] = true
			pending = append(pending, int32(i))
		}
	}
	for len(pending) > 0 {
		at := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		for other := range s.leads.all(uint64(at)) {
			if !kept[other] {
				kept[other] = true
				pending = append(pending, other)
			}
		}
	}
	return kept
}

// sieve finds which resources of a unit may be joined.
type sieve struct {
	options   Options
	unit      []snapshot.Sketch
	named     wanted
	addresses index
	names     index
	leads     index // by resource, those that it makes matter
	relations map[[2]string]relation
	naming    map[string][]string
}

// relation says of two types whether a resource of the one, which mentions one of the
// other, makes that matter (to), and is made to matter by it (from).
type relation struct{ to, from bool }

func newSieve(unit []snapshot.Sketch, named wanted) *sieve {
	s := &sieve{
		unit: unit, named: named, addresses: newIndex(len(unit)), names: newIndex(0), leads: newIndex(0),
		relations: map[[2]string]relation{}, naming: maps.Clone(identifiers),
	}
	s.naming["aws_vpc_endpoint"] = append(slices.Clip(s.naming["aws_vpc_endpoint"]), "dns_name", "hosted_zone_id")
	for _, by := range joins {
		key := [2]string{by.from, by.to}
		known := s.relations[key]
		s.relations[key] = relation{to: true, from: known.from || by.back != ""}
	}
	for _, pair := range borrowed() {
		s.relations[pair] = relation{to: true, from: s.relations[pair].from}
	}
	return s
}

// kindOf is the type that a resource counts as when it is folded: that of its whole.
func kindOf(kind string) (counts string, part bool) {
	if whole, ok := wholeOf(kind); ok {
		return whole.to, true
	}
	return plainType(kind), false
}

func (s *sieve) relation(from, to string) relation {
	a, isPart := kindOf(from)
	b, _ := kindOf(to)
	if isPart && a == b {
		return relation{to: true, from: true}
	}
	return s.relations[[2]string{a, b}]
}

// register notes what others may call a resource by.
func (s *sieve) register(i int) {
	one := &s.unit[i]
	s.addresses.add(s.addresses.hash(one.Address), i)
	if base, ok := withoutKey(one.Address); ok {
		s.addresses.add(s.addresses.hash(base), i)
	}
	kind, _ := kindOf(one.Type)
	naming := s.naming[kind]
	if ours(kind) {
		naming = namedBy(kind)
	}
	if len(naming) == 0 {
		return
	}
	for key, value := range quoted(one.Text) {
		switch {
		case !slices.Contains(naming, string(key)):
		case ours(kind):
			s.name(one.Type, string(key), string(value))
		default:
			s.names.add(s.names.hashBytes(value), i)
		}
	}
}

// name notes what a Pinecone resource names of other platforms'.
func (s *sieve) name(kind, key, value string) {
	for _, name := range names(&snapshot.Observation{Type: kind, Values: map[string]any{key: value}}) {
		s.named[name] = true
	}
}

// relate notes which resources one mentions, and says whether it may be kept for its own
// sake or because something names it.
func (s *sieve) relate(i int) bool {
	one := &s.unit[i]
	refers := false
	for _, reference := range one.References {
		refers = s.follow(i, reference) || refers
	}
	wanted := ours(one.Type) || s.named[one.Address] || s.isWanted(one) || !refers && hidesOwner(one)
	for key, value := range quoted(one.Text) {
		for other := range s.names.all(s.names.hashBytes(bucketIn(value))) {
			s.connect(i, int(other))
		}
		wanted = wanted || s.isWantedFor(one.Type, key, value)
	}
	return wanted
}

// hidesOwner says whether a resource may be a part of one that nobody can tell.
func hidesOwner(one *snapshot.Sketch) bool {
	owner := "/target_key_id"
	if of, ok := wholeOf(one.Type); ok {
		owner = of.pointer
	} else if one.Type != "aws_kms_alias" {
		return false
	}
	rest := one.Text
	for {
		_, after, found := bytes.Cut(rest, []byte(strconv.Quote(owner[1:])))
		if !found {
			return false
		}
		if value := bytes.TrimLeft(after, ": \t\r\n"); bytes.HasPrefix(value, []byte("true")) {
			return true // as after_unknown has it
		}
		rest = after
	}
}

// follow finds what a reference is to: the longest address that it begins with. It says whether
// there is something.
func (s *sieve) follow(i int, reference string) bool {
	for at := reference; at != ""; at = shorten(at) {
		found := false
		for other := range s.addresses.all(s.addresses.hash(at)) {
			s.connect(i, int(other))
			found = true
		}
		if found {
			return true
		}
	}
	return false
}

// isWanted says whether a role may trust Pinecone. What a policy spells in an unusual way
// is not searched: it is kept.
func (s *sieve) isWanted(one *snapshot.Sketch) bool {
	names := func(name string) bool { return bytes.Contains(one.Text, []byte(name)) }
	return names(`\\u`) || names(`\\/`) ||
		one.Type == "aws_iam_role" && (names(ask.CMEKRole) || slices.ContainsFunc(s.options.Accounts, names))
}

// bucketIn is [bucketOf] of a text that is mostly something else.
func bucketIn(value []byte) []byte {
	if bytes.HasPrefix(value, []byte("arn:")) && bytes.Contains(value, []byte(":s3:::")) {
		return []byte(bucketOf(string(value)))
	}
	return value
}

func (s *sieve) isWantedFor(kind string, key, value []byte) bool {
	switch string(key) {
	case "arn", "id", "key_id":
		return s.named[string(value)]
	case "bucket":
		return kind == "aws_s3_bucket" && s.named[string(value)]
	case "service_name":
		return kind == "aws_vpc_endpoint" && s.options.offers(string(value))
	case "name":
		return strings.HasPrefix(kind, "aws_route53_") && snapshot.InDomain(string(value)) ||
			kind == "aws_iam_role" && s.named["role/"+string(value)]
	default:
		return false
	}
}

func (s *sieve) connect(from, to int) {
	if from == to {
		return
	}
	is := s.relation(s.unit[from].Type, s.unit[to].Type)
	if is.to {
		s.leads.add(uint64(from), to)
	}
	if is.from {
		s.leads.add(uint64(to), from)
	}
}
