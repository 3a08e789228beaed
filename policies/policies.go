// Package policies embeds every judgement that pinelint makes: the rules and their
// library in Rego, the dated facts they compare with, and the schemas of what they read.
package policies

import "embed"

// FS holds what a run reads, as it stands in this folder: main, lib, rules, profiles,
// frameworks, and what is generated from the METADATA, the facts and the schema. Tests
// (_test.rego) are in it and are left out when rules are loaded.
//
//go:embed main lib rules profiles frameworks catalogue.json facts.json schema/types.json
var FS embed.FS

// Compiled holds main, lib and rules as the query plans that OPA compiles them to: package
// evaluate/queryplan.
//
//go:embed compiled.bin
var Compiled string
