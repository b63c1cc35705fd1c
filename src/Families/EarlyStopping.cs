namespace Sememe;

/// <summary>When a search for the best translation ends, once as many are complete as there are beams: <c>early_stopping</c> of generation_config.json.</summary>
public enum EarlyStopping
{
    /// <summary>When the best open one, if it ended now, would not be among them: <c>false</c>.</summary>
    Estimate,

    /// <summary>At once: <c>true</c>.</summary>
    WhenComplete,

    /// <summary>When no open one could ever be among them: <c>"never"</c>.</summary>
    Never,
}
