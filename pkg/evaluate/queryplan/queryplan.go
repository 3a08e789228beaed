// Package queryplan runs rules as the query plans that OPA compiles them to, its intermediate
// representation: programs of locals, loops and calls, made for evaluators other than OPA's own
// (https://www.openpolicyagent.org/docs/ir). A run so neither parses nor compiles Rego, reads
// only the functions that it calls, and takes a sixth of the time of a search by unification.
//
// Plans are kept in a form of their own, generated from the Rego and embedded beside it:
//
//	magic  strings: count, end of each (uint32), bytes  built-ins: count, name of each
//	functions, sorted by name: count, {name, parameters, locals, size} of each, content of each
//	content: constants: count, {kind, content}  blocks
//	blocks: count, {size, statements: count, {op, what its layout says}}
//
// Numbers are unsigned varints unless said otherwise; a string is its number in the table. An
// operand is twice the number of a local, or twice that of a constant and one more.
package queryplan

// magic changes with the form.
const magic = "pinelint plans 2\n"

// op is what a statement does.
type op byte

const (
	opAppend op = iota
	opAdd
	opInsert
	opInsertOnce
	opMakeArray
	opMakeObject
	opMakeSet
	opAssign
	opAssignOnce
	opReset
	opDot
	opFact
	opData
	opLen
	opCall
	opBuiltin
	opCallDynamic
	opBlock
	opBreak
	opNot
	opReturn
	opScan
	opEqual
	opNotEqual
	opIsArray
	opIsObject
	opIsSet
	opIsDefined
	opIsUndefined
	ops
)

// instruction is how an op is encoded and run.
type instruction struct {
	layout string
	run    func(*machine, *call, *statement) int
}

// The parts of a layout, in the order in which they are encoded.
const (
	target   = 't' // a local that gets a value
	number   = 'n' // of a function, a built-in, a string, a second local, or of blocks
	operandB = 'b'
	operandC = 'c'
	operands = '*' // count, each
	block    = '{'
	blocks   = '[' // count, each
)

func instructions() [ops]instruction {
	return [ops]instruction{
		opAppend:      {"tb", (*machine).append},
		opAdd:         {"tb", (*machine).add},
		opInsert:      {"tbc", (*machine).insert},
		opInsertOnce:  {"tbc", (*machine).insertOnce},
		opMakeArray:   {"t", (*machine).makeArray},
		opMakeObject:  {"t", (*machine).makeObject},
		opMakeSet:     {"t", (*machine).makeSet},
		opAssign:      {"tb", (*machine).assign},
		opAssignOnce:  {"tb", (*machine).assignOnce},
		opReset:       {"t", (*machine).reset},
		opDot:         {"tbc", (*machine).dot},
		opFact:        {"tn", (*machine).fact},
		opData:        {"tn", (*machine).datum},
		opLen:         {"tb", (*machine).len},
		opCall:        {"tn*", (*machine).callFunction},
		opBuiltin:     {"tn*", (*machine).callBuiltin},
		opCallDynamic: {"t*", (*machine).callDynamic},
		opBlock:       {"[", (*machine).blocks},
		opBreak:       {"n", (*machine).leave},
		opNot:         {"{", (*machine).not},
		opReturn:      {"b", (*machine).ret},
		opScan:        {"tnb{", (*machine).scan},
		opEqual:       {"bc", (*machine).equal},
		opNotEqual:    {"bc", (*machine).notEqual},
		opIsArray:     {"b", (*machine).isArray},
		opIsObject:    {"b", (*machine).isObject},
		opIsSet:       {"b", (*machine).isSet},
		opIsDefined:   {"b", (*machine).isDefined},
		opIsUndefined: {"b", (*machine).isUndefined},
	}
}

// The kinds of constant.
const (
	constText = iota
	constNumber
	constNull
	constFalse
	constTrue
	constArray
	constSet
	constObject
)

// factsName is the part of data that has the facts.
const factsName = "facts"

// firstArgument is the local of the first argument of a function: before it are the input, the
// data and the result.
const firstArgument = 3
