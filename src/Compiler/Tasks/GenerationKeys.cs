using Sememe.Families;

namespace Sememe.Compiler.Tasks;

/// <summary>The keys of generation_config.json (transformers' GenerationConfig): which are read, which change nothing here, and which must say what they say by default.</summary>
internal static class GenerationKeys
{
    private static readonly string[] s_read =
    [
        "max_length", "max_new_tokens", "num_beams", "length_penalty", "early_stopping", "bad_words_ids", "forced_eos_token_id", "renormalize_logits",
        "decoder_start_token_id", "eos_token_id",
    ];

    // About memory, about what is reported, about sampling and assistants (which are off), and ids that nothing is done with.
    private static readonly string[] s_without =
    [
        "use_cache", "cache_implementation", "cache_config", "return_legacy_cache", "prefill_chunk_size", "compile_config", "disable_compile",
        "output_attentions", "output_hidden_states", "output_scores", "output_logits", "return_dict_in_generate",
        "temperature", "top_k", "top_p", "min_p", "top_h", "typical_p", "epsilon_cutoff", "eta_cutoff",
        "is_assistant", "num_assistant_tokens", "num_assistant_tokens_schedule", "assistant_confidence_threshold", "max_matching_ngram_size",
        "assistant_early_exit", "assistant_lookbehind", "target_lookbehind",
        "pad_token_id", "bos_token_id", "_from_model_config", "transformers_version", "generation_kwargs",
    ];

    private static readonly (string Key, string Meaning)[] s_off =
    [
        ("do_sample", "translation by chance"), ("remove_invalid_values", "replacing numbers that are not finite"), ("token_healing", "replacing the last tokens of a prompt"),
        ("low_memory", "a search that runs its beams one after the other"),
    ];

    private static readonly (string Key, string Meaning)[] s_zero =
    [
        ("min_length", "a least length"), ("min_new_tokens", "a least length"), ("no_repeat_ngram_size", "excluding what was written before"),
        ("encoder_no_repeat_ngram_size", "excluding what the source has"), ("diversity_penalty", "groups of beams"), ("penalty_alpha", "contrastive search"),
        ("prompt_lookup_num_tokens", "guessing tokens from the prompt"),
    ];

    private static readonly (string Key, string Meaning)[] s_one =
    [
        ("repetition_penalty", "a penalty for what was written before"), ("encoder_repetition_penalty", "a reward for what the source has"), ("num_beam_groups", "groups of beams"),
        ("num_return_sequences", "several translations by default; ask for them where you call"),
    ];

    private static readonly (string Key, string Meaning)[] s_absent =
    [
        ("forced_bos_token_id", "a first token that is given"), ("exponential_decay_length_penalty", "a reward for ending"), ("suppress_tokens", "excluding tokens but by bad_words_ids"),
        ("begin_suppress_tokens", "excluding first tokens"), ("sequence_bias", "a bias of tokens"), ("guidance_scale", "guidance by a second prompt"),
        ("watermarking_config", "a watermark"), ("constraints", "words that must come"), ("force_words_ids", "words that must come"), ("stop_strings", "texts to stop at"),
        ("max_time", "a limit of time"), ("dola_layers", "decoding by contrast of layers"),
    ];

    private static readonly HashSet<string> s_known =
    [
        .. s_read, .. s_without, .. s_off.Select(static key => key.Key), .. s_zero.Select(static key => key.Key), .. s_one.Select(static key => key.Key),
        .. s_absent.Select(static key => key.Key),
    ];

    /// <summary>Reports what is not as it is by default although nothing else is modelled.</summary>
    public static void CheckDefaults(ConfigReader reader)
    {
        foreach ((string key, string meaning) in s_off)
        {
            reader.RequireFalse(key, meaning);
        }

        foreach ((string key, string meaning) in s_zero)
        {
            reader.RequireZero(key, meaning);
        }

        foreach ((string key, string meaning) in s_one)
        {
            reader.RequireReal(key, 1, meaning);
        }

        foreach ((string key, string meaning) in s_absent)
        {
            reader.RequireAbsent(key, meaning);
        }
    }

    /// <summary>Reports keys that transformers does not have, or not yet.</summary>
    public static void CheckNames(ConfigReader reader) => reader.RequireKnown(s_known);
}
