// Package snapshot is the evidence: what every collector saw, where it saw it, and what
// it could not see, joined into one document. It is complete, redacted and
// self-contained, so that it can be judged again years later, with newer rules and
// without any access. Its JSON form is described by policies/schema/snapshot.json.
package snapshot

import (
	"slices"
	"strings"
)

// Schema names the format of [Snapshot] as JSON.
const Schema = "pinelint.snapshot/v1"

// Snapshot is everything that a run knows.
type Snapshot struct {
	Schema  string `json:"schema"`
	Version string `json:"version"`
	// Sources are sorted by ID.
	Sources []Source `json:"sources"`
	// Resources are by type, each sorted by ID. Types carry their platform's names.
	Resources map[string][]*Resource `json:"resources"`
}

// The states of a source.
const (
	// Complete means that everything in the source's scope was read.
	Complete = "complete"
	// Partial means that something in the scope could not be read; Problems say what.
	Partial = "partial"
	// Failed means that nothing could be read.
	Failed = "failed"
	// Skipped means that the source was there and was not asked for.
	Skipped = "skipped"
)

// Source is one collector on one scope.
type Source struct {
	// ID is the collector and its scope: "terraform infra/prod", "manifest pinelint.yaml".
	ID string `json:"id"`
	// Project is the Pinecone project that all it has is of, by its id or its name; empty
	// where it is of several, or nobody knows.
	Project    string `json:"project,omitempty"`
	Status     string `json:"status"`
	Reason     string `json:"reason,omitempty"`
	Permission string `json:"permission,omitempty"`
	// Refusals are what was missing by permission, where a service refused.
	Refusals []Refusal `json:"refusals,omitempty"`
	// Holds are the resource types that the source could hold, as names or with a
	// trailing * ("aws_*"). Only a type that some source holds, and that all sources that
	// hold it have read completely, is known to be absent when it is absent.
	Holds []string `json:"holds,omitempty"`
	// Whole are those of them of which none is missing, whatever could not be read: the source has
	// none by itself.
	Whole []string `json:"whole,omitempty"`
	// Account and Region are the scope of a live source, as those of [Call] are.
	Account string `json:"account,omitempty"`
	Region  string `json:"region,omitempty"`
	// Call is how a live source listed what it holds, nil where it did not.
	Call *Call `json:"call,omitempty"`
	// Absent are the things that a live source looked for in its scope and that are not there,
	// sorted by type and name.
	Absent []Absence `json:"absent,omitempty"`
	// Parts are files that code makes something else of, as of a template, or chooses one of,
	// sorted: paths, in which * stands for what is computed. No snapshot has them.
	Parts    []string       `json:"-"`
	Counts   map[string]int `json:"counts,omitempty"`
	Problems []Problem      `json:"problems,omitempty"`
}

// Absence is a thing that is not there, by the name or identifier that it was looked for by.
type Absence struct {
	Type string `json:"type"`
	Name string `json:"name"`
	Call *Call  `json:"call,omitempty"`
}

// The kinds of problem.
const (
	// Broken is input that somebody must repair: it makes the exit code non-zero.
	Broken = "broken"
	// Gap is something that was not there to be read, such as a module from a registry.
	Gap = "gap"
	// Notice is worth saying and hides nothing.
	Notice = "notice"
)

// Problem is one sentence about something that could not be read as it should.
type Problem struct {
	Kind     string    `json:"kind"`
	Message  string    `json:"message"`
	Location *Location `json:"location,omitempty"`
}

// Location is a place in a file. Lines and columns count from 1; columns count UTF-16
// code units; EndColumn is one past the last. A zero StartLine means the whole file.
type Location struct {
	// File is relative to the scanned root, with forward slashes.
	File        string `json:"file"`
	StartLine   int32  `json:"start_line,omitempty"`
	StartColumn int32  `json:"start_column,omitempty"`
	EndLine     int32  `json:"end_line,omitempty"`
	EndColumn   int32  `json:"end_column,omitempty"`
}

// Via is a place that a value passed on its way: a module call, a variable's default, a
// local. Nearest to the value first.
type Via struct {
	Location
	// Note is a clause such as `passed to module "search" as "region"`.
	Note string `json:"note"`
}

// Position is where a value stands.
type Position struct {
	Location
	Via []Via `json:"via,omitempty"`
}

// Unknown is a value that exists and cannot be told from what was read.
type Unknown struct {
	// Expression is the source text that could not be resolved: "var.account_id".
	Expression string `json:"expression,omitempty"`
	// Reason is a clause: `variable "account_id" has no default`, "known after apply".
	Reason string `json:"reason"`
	// Needed is what would tell it, where that is not a plan or a live reading alone:
	// "a live reading".
	Needed   string    `json:"needed,omitempty"`
	Location *Location `json:"location,omitempty"`
	// Prefix is the part of a string that is known to come first, where there is one.
	Prefix string `json:"prefix,omitempty"`
	// Pattern is a string of which some parts are known, with ${expression} for each of
	// the others: "arn:aws:iam::${var.account}:role/reader".
	Pattern string `json:"pattern,omitempty"`
}

// IsLater says whether an apply alone tells a value, of which all else is known: the reason
// begins with "known".
func (u Unknown) IsLater() bool { return strings.HasPrefix(u.Reason, "known ") }

// Unsaid is the reason where only a manifest can tell a value, and none says anything of it.
// policies/lib/known has it too.
const Unsaid = "no API of Pinecone shows it, and the manifest does not declare it"

// IsUnsaid says whether nobody has said anything that could not be told.
func (u Unknown) IsUnsaid() bool { return u.Reason == Unsaid }

// SomeInstance is the key, in an address of Terraform's, of the one instance that stands for
// all, where the source does not tell for which there is a block.
const SomeInstance = `["?"]`

// Observation is one thing as one source saw it. Values is a tree of nil, bool, string,
// [json.Number], []any and map[string]any. What is unset is absent; what is unknown is
// absent from maps and nil in lists, and has an entry in Unknown.
type Observation struct {
	// Type is a key of [Snapshot.Resources]. Merged observations have their resource's.
	Type string `json:"-"`
	// Source is the id of a [Source].
	Source string `json:"source"`
	// Address is the source's own name of the thing: a Terraform address, a JSON pointer
	// into the manifest, a file's path. Unique in the source for its type.
	Address string `json:"address"`
	// DeclaredBy is the source whose address this is too: the root module that a plan was
	// made of. Assembling sets it.
	DeclaredBy string `json:"declared_by,omitempty"`
	// DeclaredAs is the address there, where moved blocks gave the thing another.
	DeclaredAs string `json:"declared_as,omitempty"`
	// Formerly are the addresses that the thing had before it was moved, the latest first.
	Formerly []string `json:"formerly,omitempty"`
	// Conditions are those on which the thing is made at all and that nobody can decide, in
	// the source's own names. Assembling needs them.
	Conditions []string `json:"-"`
	// Complete says that the source holds all attributes of the type, so that what is
	// neither in Values nor in Unknown is unset. The manifest never is.
	Complete bool               `json:"complete,omitempty"`
	Values   map[string]any     `json:"values"`
	Unknown  map[string]Unknown `json:"unknown,omitempty"`
	// Locations has positions by JSON pointer into Values; "" is the thing itself (the
	// header of its block). What has no entry is where its nearest parent is.
	Locations Locations `json:"locations,omitempty"`
	// References has, by JSON pointer, the addresses in the same source that the value
	// was made from, with the attribute: "aws_kms_key.main.arn". They join resources
	// whose ids are known only after apply. Those in another source are as [Reference] has
	// them.
	References map[string][]string `json:"references,omitempty"`
	// Call is how a live source saw it; nil for what stands in a file.
	Call *Call `json:"call,omitempty"`
	// Calls has, by JSON pointer, how a live source saw what it asked for by another call.
	Calls map[string]*Call `json:"calls,omitempty"`
	// Unread has what the source refused to tell, by JSON pointer: the permission that was
	// missing.
	Unread map[string]string `json:"unread,omitempty"`
	// Incomplete has, by relation, why a service did not tell all that belong to the thing.
	Incomplete map[string]string `json:"incomplete,omitempty"`
}

// Previous is what was known of a resource before; the fields are as those of [Resource].
type Previous struct {
	Complete bool               `json:"complete"`
	Values   map[string]any     `json:"values"`
	Unknown  map[string]Unknown `json:"unknown,omitempty"`
	Unread   map[string]string  `json:"unread,omitempty"`
}

// Resource is one thing, joined from all observations of it.
type Resource struct {
	Type string `json:"-"`
	ID   string `json:"id"`
	// Name is what a person calls it.
	Name string `json:"name"`
	// Formerly are the ids that it had before its code was moved, the latest first.
	Formerly []string `json:"formerly,omitempty"`
	// Environment is production, staging, development, test, or empty where nothing says.
	Environment string `json:"environment,omitempty"`
	// Purposes say what Pinecone uses a resource of another platform for: cmek,
	// private_endpoint, audit_logs, sso.
	Purposes []string `json:"purposes,omitempty"`
	// Complete says that some observation was complete: an absent attribute is unset.
	Complete bool `json:"complete"`
	// Values are merged path by path: live before plan before source before manifest.
	Values map[string]any `json:"values"`
	// Unknown has what no observation could tell, by JSON pointer.
	Unknown map[string]Unknown `json:"unknown,omitempty"`
	// Unread has what a source refused, by JSON pointer: the permission that was missing.
	Unread map[string]string `json:"unread,omitempty"`
	// Withheld are the pointers, sorted, of values that only declarations have, since a
	// service that was asked for them did not tell. Each has an entry in Unknown or Unread too.
	// Such a value can convict, and never acquit.
	Withheld []string `json:"withheld,omitempty"`
	// Incomplete has, by relation, why there may be more that belong to it than Links has.
	Incomplete   map[string]string `json:"incomplete,omitempty"`
	Observations []*Observation    `json:"observations"`
	// Links has the ids of related resources by relation, each sorted. Relations that
	// end in the name of a type's plural point back to resources that refer to this one.
	Links map[string][]string `json:"links,omitempty"`
	// Access is what the policies permit, where somebody asked.
	Access *Access `json:"access,omitempty"`
	// Previous is what an older snapshot has of the resource, where two are compared.
	Previous *Previous `json:"previous,omitempty"`
	// Drift is how declarations and services agree, where a service was asked.
	Drift *Drift `json:"drift,omitempty"`
}

// Serves says whether a purpose is one of the resource's.
func (r *Resource) Serves(purpose string) bool { return slices.Contains(r.Purposes, purpose) }
