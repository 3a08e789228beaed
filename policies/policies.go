// Package policies embeds every judgement that pinelint makes: the rules and their
// library in Rego, the dated facts they compare with, and the schemas of what they read.
package policies

import "embed"

// FS holds main, lib, rules, facts, schema and catalogue.json, as they stand in this
// folder. Tests (_test.rego) are in it and are left out when rules are loaded.
//
//go:embed main lib rules facts schema catalogue.json
var FS embed.FS
