using Sememe;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Models compiled by Sememe in a container: loaded when first asked for, once, and disposed of with the container.</summary>
public static class LanguageModelServiceCollectionExtensions
{
    /// <summary>Adds a model as a singleton.</summary>
    /// <typeparam name="TModel">The generated class.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="options">How it is loaded; null for the defaults.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddLanguageModel<TModel>(this IServiceCollection services, LoadOptions? options = null)
        where TModel : class, ILanguageModel<TModel> => services.AddLanguageModel<TModel>(_ => options);

    /// <summary>Adds a model as a singleton, loaded as other services say.</summary>
    /// <typeparam name="TModel">The generated class.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="options">Called once, when the model is first asked for; null for the defaults.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddLanguageModel<TModel>(this IServiceCollection services, Func<IServiceProvider, LoadOptions?> options)
        where TModel : class, ILanguageModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        return services.AddSingleton(provider => TModel.Load(options(provider)));
    }

    /// <summary>Adds a model as a singleton under a key: the same model several times, each loaded in another way.</summary>
    /// <typeparam name="TModel">The generated class.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key.</param>
    /// <param name="options">How it is loaded; null for the defaults.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddKeyedLanguageModel<TModel>(this IServiceCollection services, object? serviceKey, LoadOptions? options = null)
        where TModel : class, ILanguageModel<TModel> => services.AddKeyedLanguageModel<TModel>(serviceKey, (_, _) => options);

    /// <summary>Adds a model as a singleton under a key, loaded as other services say.</summary>
    /// <typeparam name="TModel">The generated class.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key; <see cref="KeyedService.AnyKey"/> for a model per key that is asked for.</param>
    /// <param name="options">Called with the key, once per key, when the model is first asked for; null for the defaults.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddKeyedLanguageModel<TModel>(this IServiceCollection services, object? serviceKey, Func<IServiceProvider, object?, LoadOptions?> options)
        where TModel : class, ILanguageModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        return services.AddKeyedSingleton(serviceKey, (provider, key) => TModel.Load(options(provider, key)));
    }
}
