package code

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/pinelint/pinelint/pkg/collect"
)

// java reads io.pinecone:pinecone-client:6.0.0, what a catalog and Groovy's maps make of it, and the
// version of a dependency of Maven, which may have none of its own.
func (d *dependency) java(all, rest []byte) bool {
	text := string(rest)
	if after, ok := strings.CutPrefix(text, ":"); ok {
		return d.given(all, after)
	}
	line, _, _ := strings.Cut(text, "\n")
	if _, after, ok := strings.Cut(line, `version.ref = "`); ok {
		return d.given(all, "$"+after)
	}
	if at := regexp.MustCompile(`\bversion\s*[=:]\s*`).FindStringIndex(line); at != nil {
		return d.assignedVersion(all, line[at[1]:])
	}
	return d.element(all, text, "<version>", "</dependency>")
}

// assignedVersion reads a version that a build gives a name: "6.0.0", {strictly = "6.0.0"}, a constant.
func (d *dependency) assignedVersion(all []byte, value string) bool {
	switch {
	case strings.HasPrefix(value, "{"):
		return d.rich(value)
	case strings.HasPrefix(value, `"`), strings.HasPrefix(value, "'"):
		return d.given(all, value[1:])
	case leadingVersion(value) != "", strings.ContainsAny(value[:min(1, len(value))], "[(]"):
		return d.given(all, value)
	default:
		return d.byName(all, value, nearest)
	}
}

// element takes the version that stands in an element of its own, before another one ends.
func (d *dependency) element(all []byte, text, element, ends string) bool {
	own, _, _ := strings.Cut(text, ends)
	before, after, ok := strings.Cut(own, element)
	if !ok {
		return false
	}
	at := d.end + len(before) + len(element)
	if !d.given(all, after) {
		return false
	}
	if !strings.HasPrefix(after, "$") {
		d.start, d.end = at, at+len(leadingVersion(after)) // which is what one would edit
	}
	return true
}

func (d *dependency) csharp(all, rest []byte) bool {
	line, _, _ := strings.Cut(string(rest), "\n")
	_, after, ok := strings.Cut(line, `Version="`)
	if !ok && strings.HasPrefix(line, `">`) {
		return d.element(all, string(rest), "<Version>", "</PackageReference>")
	}
	return ok && strings.HasPrefix(line, `"`) && d.given(all, after)
}

// given takes the version that a text begins with, or that which the name at its beginning stands for.
func (d *dependency) given(all []byte, text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	value := strings.TrimSpace(line[:strings.IndexAny(line+"<", `"'<`)])
	if strings.HasPrefix(line, "$") {
		value = line
	}
	switch {
	case value == "":
		after := strings.TrimLeft(line, `"' `)
		constant, ok := strings.CutPrefix(after, "+") // "io.pinecone:pinecone-client:" + version
		return ok && d.byName(all, strings.TrimSpace(constant), nearest)
	case value[0] == '$':
		return d.byName(all, strings.TrimLeft(value[1:], "{("), nearest)
	case strings.ContainsAny(value[:1], "[(]"):
		return d.ranged(value)
	case value == "+" || strings.EqualFold(value, "release") || strings.HasPrefix(strings.ToLower(value), "latest"):
		return d.allowed("latest")
	case leadingVersion(value) != "":
		return d.exact(value)
	case strings.ContainsAny(value, " \t"):
		return false // a sentence
	default:
		return d.tellsNone(value)
	}
}

// byName takes the version that the file has under the name that a text begins with:
// ${pinecone.version}, $pineconeVersion, $(PineconeVersion), property("pinecone").
func (d *dependency) byName(all []byte, text string, steps int) bool {
	name := leadingName(text)
	if name == "" || steps == 0 {
		return false
	}
	return d.settle(all, name, steps) || d.untold != "" || d.standsElsewhere(name)
}

// standsElsewhere is for a version of which this file has the name alone.
func (d *dependency) standsElsewhere(name string) bool {
	d.tellsNone(name)
	d.named = name
	return true
}

// leadingName is the name that a text begins with, or that of the property that it asks for.
func leadingName(text string) string {
	end := strings.IndexFunc(text+" ", func(r rune) bool {
		return r != '.' && r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	name, after := text[:end], strings.TrimLeft(text[end:], `[("'`)
	last := name[strings.LastIndexByte(name, '.')+1:]
	switch {
	case strings.HasSuffix(strings.ToLower(last), "property"), last == "extra", last == "ext", last == "properties":
		if given := leadingName(after); given != "" && len(after) < len(text[end:]) {
			return given
		}
	}
	return name
}

// settle takes the version that a text gives a name, be it by way of another one, and says whether
// it gives one. Where it gives several, none is known.
func (d *dependency) settle(all []byte, name string, steps int) bool {
	quoted := regexp.QuoteMeta(name)
	element := `<` + quoted + `>\s*`
	assigned := `(?:^|[^:\w-])` + quoted + `["']?[\])]?(?:\s*:\s*\w+)?\s*(?:[=:,]|by extra\()\s*["']?`
	version := `[0-9$\[(\]][^<"'\n]*|\{[^}\n]*\b(?:strictly|require|prefer)\b[^}\n]*\}`
	given := regexp.MustCompile(`(?m)(?:`+element+`|`+assigned+`)(`+version+`)`).FindAllSubmatchIndex(all, -1)
	if len(given) == 0 {
		return false
	}
	value := func(at []int) string { return strings.TrimSpace(string(all[at[2]:at[3]])) }
	first := value(given[0])
	if slices.ContainsFunc(given, func(at []int) bool { return value(at) != first }) {
		d.tellsNone(name)
		d.untold = collect.Quote(name) + " is given several versions"
		return false // by profiles
	}
	d.start, d.end = given[0][2], given[0][3] // which is what one would edit
	if after, isName := strings.CutPrefix(first, "$"); isName {
		return d.byName(all, strings.TrimLeft(after, "{("), steps-1)
	}
	return d.assignedVersion(all, first)
}

// rich takes the version that a catalog prefers, or else is strict about.
func (d *dependency) rich(table string) bool {
	for _, each := range []string{"prefer", "strictly", "require"} {
		if given := ofTable(table, each); given != "" {
			return d.given(nil, given)
		}
	}
	return d.tellsNone(table)
}

// ranged reads the ranges of Maven, Gradle and NuGet: [5.0,6.0), [5.0,6.0[, [5.1.0].
func (d *dependency) ranged(text string) bool {
	text, _, _ = strings.Cut(text, `"`)
	low, high, ok := strings.Cut(strings.Trim(text, "[]() "), ",")
	low, high = strings.TrimSpace(low), strings.TrimSpace(high)
	switch {
	case strings.Count(text, ",") > 1 || leadingVersion(low) == "":
		return d.tellsNone(text)
	case !ok:
		return d.exact(low)
	case high == "":
		d.allowed(">=" + low)
	default:
		d.allowed(">=" + low + ",<" + high)
	}
	d.constraint = text
	return true
}
