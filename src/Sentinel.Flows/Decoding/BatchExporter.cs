using Sentinel.Contracts;

namespace Sentinel.Flows.Decoding;

/// <summary>What a batch says of its exporter: an address, nothing, or something that is wrong for every record relying on it.</summary>
internal readonly record struct BatchExporter(Address? Address, RecordFault? Fault);
