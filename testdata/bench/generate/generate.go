// Package generate makes the inputs that the benchmarks run on. The same call gives the
// same bytes, on every machine.
package generate
