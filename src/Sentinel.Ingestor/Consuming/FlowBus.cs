using MassTransit;

namespace Sentinel.Ingestor.Consuming;

/// <summary>The bus of the flow consumer alone, so that another part of the process may have its own.</summary>
internal interface IFlowBus : IBus;

internal sealed class FlowBus(IBusControl control) : BusInstance<IFlowBus>(control), IFlowBus;
