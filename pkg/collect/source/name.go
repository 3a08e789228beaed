package source

import (
	"bytes"
	"cmp"
	"regexp"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// reach is how far before a literal its name or its call is looked for, in bytes.
const reach = 600

var (
	// A list of names and values, as in Kubernetes, in task definitions and in the parameters
	// of a stack, where each may say more, such as a scope; and one of patches, with paths.
	named = lazyregexp.New(`(?i)\b(?:(?:parameter)?(?:name|key)["']?\s*[:=]\s*["']?|path["']?\s*:\s*["']?/[\w./~\-]*/)` +
		`([A-Za-z0-9_.:\-]+)["']?` +
		`(?:\s*,?\s*["']?\w+["']?\s*[:=]\s*["']?\w+["']?){0,3}` +
		`\s*,?\s*["']?(?:parameter)?value["']?\s*[:=]\s*["']?$`)

	// The same with the value before the name.
	namedAfter = lazyregexp.New(`(?i)^["']?\s*,?\s*["']?(?:parameter)?(?:name|key)["']?\s*[:=]\s*["']?([A-Za-z0-9_.\-]+)`)

	// An argument in a list, whose value is the next element, a line further down.
	argument = lazyregexp.New(`\n[ \t]*(?:-[ \t]+)?["']?--?([A-Za-z0-9_.\-]+)["']?[ \t]*,?` +
		`[ \t]*\r?\n[ \t]*(?:-[ \t]+)?["']?$`)

	// The value of a parameter, as Azure's templates have it, and a parameter of Bicep.
	valueOf = lazyregexp.New(`([A-Za-z0-9_\-]+)["']?[ \t]*:[ \t]*(?:\{|\r?\n)\s*["']?value["']?[ \t]*:[ \t]*["']?$`)
	param   = lazyregexp.New(`\bparam[ \t]+(\w+)[ \t]+string[ \t]*=[ \t]*'$`)

	// A key that a command names before the argument that has it, as those of stores of secrets do.
	commanded = lazyregexp.New(`(?i)[ \t"'/=]([\w.\-]*pinecone[\w.\-]*key)["']?[ \t](?:[^\n]|[\\` + "`" + `]\r?\n)*` +
		`--(?:body|value|secret-string)[ \t=]+["']?$`)
	piped   = lazyregexp.New(`(?i)^["']?[ \t]*\|[ \t]*[^\n|&;]*?[ \t"'/=]([\w.\-]*pinecone[\w.\-]*key)(?:["'\s;]|$)`)
	command = lazyregexp.New(`(?i)\b(?:vault|kubectl|bao|op|doppler)[ \t][^\n]*pinecone[^\n]*$`)

	// A variable of Terraform with a default, and a parameter of a template or a workflow.
	variable  = lazyregexp.New(`\bvariable\s+"([A-Za-z0-9_\-]+)"\s*\{[^{}]*\bdefault\s*=\s*"$`)
	parameter = lazyregexp.New(`(?i)([A-Za-z0-9_\-]+)["']?[ \t]*:[ \t]*(?:\{|\r?\n)\s*` +
		`(?:["']?\w+["']?[ \t]*:[ \t]*[^\s,{}][^\n,{}]*[\n,]\s*){0,5}["']?default["']?[ \t]*:[ \t]*["']?$`)

	// An entry of a property list.
	property = lazyregexp.New(`<key>\s*([A-Za-z0-9_.\-]+)\s*</key>\s*<string>$`)

	// The section of a setting of .NET.
	section = lazyregexp.New(`(?i)["'][\w.:]*pinecone[\w.:]*:$`)

	// Where a client or the provider is set up, or an object is named after Pinecone.
	client = lazyregexp.New(`(?i)\bPinecone(?:Client|GRPC|Async\w*)?\s*\(` +
		`|\bpinecone\.(?:init|configure|\w*Client\w*|Pinecone\w*)\s*(?:[({]|do\b)` +
		`|\bprovider\s+"pinecone"\s*\{` +
		`|\bpinecone\\?["']?\s*[:=]\s*\{`)

	// A literal that is the first of a call that makes a client, whose first is the key.
	firstOf = lazyregexp.New("(?i)\\b(?:pinecone(?:client|grpc|async\\w*|\\.builder)?(?:::new)?\\s*\\(\\s*" +
		"(?:some\\(\\s*)?" +
		"|pinecone[^;{}]*\\.(?:with|set)?apikey\\s*\\(\\s*)[\"'`]$")

	// Names with a key in them that is no credential.
	otherKey = lazyregexp.New(
		`(?:kms|cmek|encryption|primary|partition|sort|foreign|public|cache|lookup|idempotency)[_.\-]?key` +
			`|key[_.\-]?(?:word|space|ring|prefix|hash|version|arn)`)

	apiKey = lazyregexp.New(`(?i)^(?:\w+\.)*api[_\-]?key$`)
)

// nameOf is the name that a literal is bound to; the zero span where there is none.
func nameOf(text []byte, literal span) span {
	from := max(literal.start-reach, 0)
	until := from + outerOf(text[from:literal.start])
	before := text[from:until]
	name, spaced := wordBound(before)
	switch strings.ToLower(name.of(before)) {
	case "":
		name, spaced = firstGroup(argument(), before), false
	case "value", "parametervalue":
		const near = 200
		from = max(until-near, 0)
		before = text[from:until]
		name = anyGroup(before, named(), valueOf(), commanded())
		if after := text[literal.end:min(literal.end+near, len(text))]; name == (span{}) && namedAfter().Match(after) {
			name = firstGroup(namedAfter(), after)
			return span{literal.end + name.start, literal.end + name.end}
		}
	case "body", "secret-string":
		name, spaced = cmp.Or(firstGroup(commanded(), before), name), false
	case "string":
		name = cmp.Or(anyGroup(before, property(), param()), name)
	case "default":
		name = firstGroup(variable(), before)
		if name == (span{}) {
			name = firstGroup(parameter(), before)
		}
	}
	name = withoutSource(before, withSection(before, name))
	if called := name.of(before); !isName(called) || spaced && !strings.Contains(strings.ToLower(called), "key") {
		return pipedTo(text, literal)
	}
	return span{from + name.start, from + name.end}
}

// outerOf is where the value begins that a literal is, or that a variable is whose default it is
// and whose own name does not say that it is a key.
func outerOf(before []byte) int {
	quoted := bytes.TrimRight(before, `"'`)
	outer := bytes.LastIndex(quoted, []byte("${"))
	if !isDefault(quoted) || outer < 0 || isPineconeKey(strings.ToLower(string(quoted[outer:]))) {
		return len(before)
	}
	return outer
}

// pipedTo is the name under which a command keeps what is written to it: echo … | gh secret set NAME.
func pipedTo(text []byte, literal span) span {
	after := text[literal.end:min(literal.end+reach, len(text))]
	name := firstGroup(piped(), after)
	if name == (span{}) {
		return name
	}
	return span{literal.end + name.start, literal.end + name.end}
}

// anyGroup is the group of the first expression that matches.
func anyGroup(text []byte, expressions ...*regexp.Regexp) span {
	for _, each := range expressions {
		if found := firstGroup(each, text); found != (span{}) {
			return found
		}
	}
	return span{}
}

func firstGroup(expression *regexp.Regexp, text []byte) span {
	match := expression.FindSubmatchIndex(text)
	if match == nil {
		return span{}
	}
	return span{match[2], match[3]}
}

// isName makes sure that what stands before a secret is not itself one.
func isName(word string) bool {
	const longest = 64
	return word != "" && len(word) <= longest && collect.Redact(word) == word &&
		!isRandom([]byte(word)) && strings.Count(word, "-") < 4
}

// withSection adds the section that the name of a setting of .NET begins with: "Pinecone:ApiKey".
func withSection(text []byte, name span) span {
	if found := section().FindIndex(text[:name.start]); found != nil {
		name.start = found[0] + 1
	}
	return name
}

// withoutSource drops what a variable is read from.
func withoutSource(text []byte, name span) span {
	for _, prefix := range []string{"process.env.", "import.meta.env.", "os.environ."} {
		if strings.HasPrefix(name.of(text), prefix) {
			name.start += len(prefix)
		}
	}
	return name
}

// keyName says whether the name of a UUID says that it is a key of Pinecone.
func keyName(text []byte, literal span) (span, bool) {
	name := nameOf(text, literal)
	called := name.of(text)
	lower := strings.ToLower(called)
	switch {
	case called == "":
		return name, isFirst(text[max(literal.start-reach, 0):literal.start])
	case isOfKey(lower):
		return span{}, false
	case isPineconeKey(lower):
		return name, true
	case lower == "api-key": // the header of a request
		around := text[max(literal.start-reach, 0):min(literal.end+reach/3, len(text))]
		return name, collect.MentionsPinecone(around)
	case lower == "key":
		return name, inSection(text[max(literal.start-reach, 0):literal.start])
	case apiKey().MatchString(called):
		before := text[max(literal.start-reach, 0):literal.start]
		return name, inClient(before) || inSection(before) || isBeside(text, literal) || command().Match(before)
	default:
		return span{}, false
	}
}

// isOfKey knows the name of what is no key and says which one is meant.
func isOfKey(lower string) bool {
	return strings.HasSuffix(lower, "id") || strings.HasSuffix(lower, "name")
}

func isPineconeKey(lower string) bool {
	_, after, ok := strings.Cut(lower, "pinecone")
	return ok && strings.Contains(after, "key") && !otherKey().MatchString(after)
}

// isFirst says whether a text ends where a client's key is expected.
func isFirst(before []byte) bool {
	return collect.MentionsPinecone(before) && firstOf().Match(before)
}

// inClient says whether a text ends within the parentheses or the block of a client.
func inClient(before []byte) bool {
	if !collect.MentionsPinecone(before) {
		return false // as nearly always, and expressions are slow
	}
	opens := client().FindAllIndex(before, -1)
	if len(opens) == 0 {
		return false
	}
	depth := 1
	for _, b := range before[opens[len(opens)-1][1]:] {
		switch b {
		case '(', '{', '[':
			depth++
		case ')', '}', ']':
			depth--
		}
		if depth == 0 {
			return false
		}
	}
	return true
}
